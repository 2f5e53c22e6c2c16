"""The rule that tells a name written differently from another name, which knows nothing of the matcher."""

import ast
from pathlib import Path

import pytest

import bench.quality.same_name
from bench.quality.same_name import is_same_name

SAME = [
    ("HAIDAMOUS, Joseph Ilya", "HAYDAMOUS, Joseph Elia"),
    ("JOINT STOCK COMPANY SHIPBUILDING CORPORATION AK BARS", "JSC SHIPBUILDING CORPORATION AK BARS"),
    ("KUZ'MYCH, Tetyana Oleksandrivna", "KUZMICH, Tatyana Aleksandrovna"),
    ("AERO SKYONE CO. LIMITED", "AERO SKY ONE LTD"),
    ("OMSKIY-103", "Omskij 103"),
    ("KHEDRI, Abdolhossein", "Abdul Hossein KHEDRI"),
    ("ГАМЗАТОВ, Расул", "GAMZATOV, Rasul"),
    ("AL BANAI, Ali Reda Hassan", "AL-BANAI, Ali Reda H"),
]
OTHER = [
    ("MG-FLOT LLC", "TRANSMORFLOT LLC"),
    ("OMSKIY-103", "OMSKIY-104"),
    ("SWIRU HOLDING AG", "ALSTONE INVESTMENT AG"),
    ("KOREA DAIZIN TRADING CORP.", "KOREA UNGUM TRADING CORP."),
    ("BIKE CENTER", "NIGHT WOLVES"),
    ("IRAN PETROCHEMICAL COMMERCIAL COMPANY", "IPCC"),
    ("AL-ADNANI, Abu Mohammed", "FALAH, Jaber Taha"),
    ("LADY LEILA", "LADY RANIA"),
    ("CARDENAS GUILLEN, Osiel", "CARDENAS GUILLEN, Oscar"),
    ("HIZBALLAH", "HIZBALLAH ESO"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_written_differently(one: str, other: str):
    assert is_same_name(one, other)
    assert is_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_name(one: str, other: str):
    assert not is_same_name(one, other)
    assert not is_same_name(other, one)


def test_the_rule_does_not_import_the_matcher():
    tree = ast.parse(Path(bench.quality.same_name.__file__).read_text("utf-8"))
    imports = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imports == {"functools", "anyascii", "rapidfuzz.distance"}
