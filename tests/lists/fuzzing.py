"""Damages list files at random and looks for what no parser may do: crash, hang, or lose count.

    python -m tests.lists.fuzzing SECONDS

gives each format that many seconds, and keeps the file that fails in .cache/fuzz.
"""

import io
import random
import signal
import sys
import time
import zipfile
from pathlib import Path

from lists.errors import ListError
from lists.sources.formats import FORMATS, recognise
from lists.sources.parsed import Format, Parsed, RawFile
from tests.lists.workbooks import workbook

_REPOSITORY = Path(__file__).parents[2]
_FAILURES = _REPOSITORY / ".cache" / "fuzz"
_LONGEST = 20  # seconds for some kilobytes: beyond is a hang
_MADE_HERE = (
    b"id,name,type,imo,aliases,owner\n1,MG-FLOT LLC,company,,TMF;OOO,\n2,SONA,vessel,8700060,,1\n",
    workbook(["name", "imo"], ["SONA", 8700060]),
    b"owner,owned,share,as_of,relation,source\nA; LEI 5493001KJTIIGC8Y1R12,us-ofac-sdn:37049,50%,2024-05,,x\n"
    b"us-ofac-sdn:37049,ofac:1,1,,,\nA,B; IMO 8700060,0.5,,operates,\n",
    workbook(["owner", "owned", "share"], ["A", "SONA; IMO 8700060", 0.5]),
    workbook(
        ["Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Citizenship"],
        [1, "A", "Individual", "Primary Name", "a) 1955-1958 b) 4 Dec. 1968", "Russian and Ukrainian"],
        ["1a", "B", "Individual", "aka", None, "na"],
    ),
    workbook(
        ["No", "Vessel name", "IMO number", "Date"], [1, "Lady R (ex Sloman Producer)", 9161003, "#REF!"]
    ),
)
_PIECES = (
    *(b'"', b",", b";", b"\n", b"\r\n", b"\0", b"<", b">", b"&", b"]]>", b"<!DOCTYPE a>", b"</", b"{", b"}"),
    *(b"[", b"]", b":", b"null", b"1e999", b"\\ud800", b"\xef\xbb\xbf", b"\xff\xfe", b"-0-", b"\x1a", b"NaN"),
    *(
        piece.encode()
        for piece in ("ІМО 8861058", "колишня назва", "٣", "00/00/0000", "31 Feb 2020", "a) b)")
    ),
)


def seeds() -> dict[str, list[bytes]]:
    """Give small files of each format, by its name: the fixtures, and what is made here."""
    found: dict[str, list[bytes]] = {format_.name: [] for format_ in FORMATS}
    fixtures = sorted((_REPOSITORY / "tests" / "fixtures").rglob("*.*"))
    for content in (*_MADE_HERE, *(path.read_bytes() for path in fixtures)):
        found[recognise((RawFile(name="seed", content=content),)).name].append(content)
    return found


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Give a file with one to five damages; a workbook mostly with one, in one of its parts."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _workbook_damaged(content, chance)
    for _ in range(chance.randint(1, 5)):
        content = _damage(content, chance)
    return content


def check(format_: Format, content: bytes) -> None:
    """Parse; AssertionError or the parser's own exception where something other than a ListError comes."""
    file = RawFile(name="fuzzed", content=content)
    try:
        format_.recognises((file,))
        parsed = format_.parse("fuzz", (file,))
    except ListError:
        return
    _check_counts(parsed)


def _check_counts(parsed: Parsed) -> None:
    assert sum(one.rejected for one in parsed.files) == len(parsed.rejected) <= parsed.rows
    assert all(row.reason and row.line >= 1 for row in parsed.rejected)
    assert len({entity.own_id for entity in parsed.entities}) == len(parsed.entities)
    for entity in parsed.entities:
        assert all(name.text.strip() for name in entity.names), entity.names
        repr(entity).encode()  # half a character could not be stored


def _damage(content: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(content))
    end = min(len(content), start + chance.choice((0, 1, 1, 4, 30, 400)))
    kind = chance.randint(0, 4)
    if kind == 0:
        return content[:start] + chance.choice(_PIECES) + content[end:]
    if kind == 1:
        return content[:start] + chance.randbytes(end - start) + content[end:]
    if kind == 2:
        return content[:start] + content[start:end] * 2 + content[end:]
    return content[:start] + (content[end:] if kind == 3 else b"")


def _workbook_damaged(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    victim = chance.choice(sorted(parts))
    parts[victim] = _damage(parts[victim], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def main(seconds: float) -> int:
    """Fuzz each format for a time; 1 where one failed."""
    failed = 0
    signal.signal(signal.SIGALRM, _hang)
    by_format = seeds()
    for format_ in FORMATS:
        chance = random.Random(format_.name)
        until, runs, failure = time.monotonic() + seconds, 0, ""
        while time.monotonic() < until and not failure:
            content = damaged(chance.choice(by_format[format_.name]), chance)
            runs += 1
            signal.alarm(_LONGEST)
            try:
                check(format_, content)
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
                _FAILURES.mkdir(parents=True, exist_ok=True)
                (_FAILURES / format_.name).write_bytes(content)
                failure = f"FAILED {error!r}, file kept as .cache/fuzz/{format_.name}"
            signal.alarm(0)
        failed += bool(failure)
        print(
            f"{format_.name}: {runs:,} damaged files {failure or 'gave entities or clear errors'}", flush=True
        )
    return 1 if failed else 0


def _hang(*_: object) -> None:
    raise TimeoutError(f"a parser took longer than {_LONGEST} s")


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
