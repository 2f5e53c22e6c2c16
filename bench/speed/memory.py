"""What a process keeps in memory, as Linux counts it."""

from pathlib import Path

_FIELDS = {"Rss": "rss", "Pss": "pss"}


def memory_of(*processes: int | str) -> dict[str, float]:
    """Add up, in MB, what processes hold: `rss` counts what they share once for each, `pss` once in all."""
    total = dict.fromkeys(_FIELDS.values(), 0.0)
    for process in processes:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()[1:]:
            name, _, rest = line.partition(":")
            if name in _FIELDS:
                total[_FIELDS[name]] += int(rest.split()[0]) / 1024
    return total
