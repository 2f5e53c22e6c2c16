"""The policy that an operator chooses: a preset, or a file that changes one."""

from pathlib import Path

import pytest

from lists.entities import EntityType
from matching.policy import DEFAULT_POLICY, PRESETS
from service.errors import WrongPolicy
from service.policy_file import load_policy


@pytest.mark.parametrize("name", ["strict", "balanced", "lenient"])
def test_a_preset_is_chosen_by_its_name(name: str) -> None:
    assert load_policy(name) is PRESETS[name]


def test_presets_order_from_strict_to_lenient() -> None:
    thresholds = [PRESETS[name].review_threshold for name in ("strict", "balanced", "lenient")]
    assert thresholds == sorted(thresholds)
    assert len({policy.hash for policy in PRESETS.values()}) == 3


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(
        "review_threshold = 0.82\n[company]\nmissing = 0.3\n"
        '[[thresholds]]\nlist_id = "us-ofac-sdn"\ntype = "vessel"\nreview = 0.7\nmatch = 0.9\n',
        encoding="utf-8",
    )
    policy = load_policy(str(file))
    assert (policy.review_threshold, policy.company.missing) == (0.82, 0.3)
    assert (policy.company.extra, policy.vessel) == (DEFAULT_POLICY.company.extra, DEFAULT_POLICY.vessel)
    assert policy.threshold_for("us-ofac-sdn", EntityType.VESSEL).review == 0.7
    assert policy.threshold_for("us-ofac-sdn", EntityType.COMPANY).review == 0.82
    assert policy.hash != DEFAULT_POLICY.hash


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("reviw_threshold = 0.8", "no setting 'reviw_threshold'"),
        ("[company]\nmising = 1", "no setting 'mising'"),
        ('preset = "mild"', "no preset 'mild'"),
        ("review_threshold = 1.5", "outside 0..1"),
        ('review_threshold = "high"', "review_threshold"),
        ("review_threshold = ", "no TOML file"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongPolicy, match=complaint):
        load_policy(str(file))


def test_a_name_that_is_no_preset_and_no_file_is_refused() -> None:
    with pytest.raises(WrongPolicy, match="neither a preset"):
        load_policy("paranoid")
