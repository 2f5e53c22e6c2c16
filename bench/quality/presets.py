"""What each preset of the policy finds and leaves alone: `python -m bench.quality.presets`.

Pairs and variations are asked whole, of the innocents each fifth; the default preset's whole figures stand in
quality.md.
"""

from collections.abc import Iterable

from bench.quality import cases, shared
from bench.quality.engine import Engine, query_of
from bench.quality.rows import f1, precision, recall
from lists.entities import EntityType
from matching.policy import PRESETS, Policy
from matching.query import Query

EVERY = 5


def main() -> None:
    """Write a table, a line per preset, to bench/results/presets.md."""
    lists = Engine(shared.judged_lists())
    rows = shared.cases("name_pairs.csv")
    pairs = Engine(lists.entities + cases.pairs_as_list(rows))
    lines = [
        "| preset | variations right | pairs P | R | F1 | companies alerted | shipping companies | vessels |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, policy in PRESETS.items():
        figures = (_variations(lists, policy), *_pairs(pairs, rows, policy), *_innocents(lists, policy))
        lines.append(f"| {name} | " + " | ".join(f"{figure:.2%}" for figure in figures) + " |")
    text = "\n".join(lines) + "\n"
    (shared.REPOSITORY / "bench" / "results" / "presets.md").write_text(text, encoding="utf-8")
    print(text)


def _variations(engine: Engine, policy: Policy) -> float:
    return _mean(_is_right(engine, row, policy) for row in shared.cases("variations.csv"))


def _is_right(engine: Engine, row: cases.Case, policy: Policy) -> bool:
    found = engine.ask(query_of(row), policy).decisions
    decision = next((found[i] for i in row["expect_id"].split() if i in found), None)
    return cases.right(row["expect"], decision, anything=bool(found))


def _pairs(engine: Engine, rows: list[cases.Case], policy: Policy) -> tuple[float, float, float]:
    judged = []
    for number, row in enumerate(rows):
        kind = EntityType(cases.TYPE_OF_SCHEMA.get(row["schema"], "company"))
        query = Query(names=(row["name1"],), type=kind, lists=frozenset({"judge-pairs"}))
        found = engine.ask(query, policy).decisions
        judged.append((row["is_match"] == "true", f"judge-pairs:{number}" in found))
    return precision(judged), recall(judged), f1(judged)


def _innocents(engine: Engine, policy: Policy) -> tuple[float, ...]:
    files = ("innocent_companies.csv", "innocent_shipping_companies.csv", "innocent_vessels.csv")
    return tuple(
        _mean(
            bool(engine.ask(query_of(row, only_names=True), policy).decisions)
            for row in shared.cases(file)[::EVERY]
        )
        for file in files
    )


def _mean(judged: Iterable[bool]) -> float:
    known = list(judged)
    return sum(known) / len(known)


if __name__ == "__main__":
    main()
