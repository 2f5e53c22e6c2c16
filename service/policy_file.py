"""The matching policy that an operator chose: a preset's name, or a TOML file that changes a preset.

preset = "balanced"
review_threshold = 0.82
[company]
missing = 0.4
[[thresholds]]
list_id = "us-ofac-sdn"
type = "vessel"
review = 0.78
match = 0.95
"""

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from matching.policy import PRESETS, Policy
from service.errors import WrongPolicy

_POLICY = TypeAdapter(Policy)


def load_policy(choice: str) -> Policy:
    """Give the policy of a preset's name or of a file. Raises WrongPolicy, saying what is wrong."""
    if choice in PRESETS:
        return PRESETS[choice]
    path = Path(choice)
    if not path.is_file():
        raise WrongPolicy(choice, f"neither a preset ({', '.join(PRESETS)}) nor a file")
    try:
        changes = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongPolicy(choice, f"no TOML file: {error}") from error
    preset = changes.pop("preset", "balanced")
    if preset not in PRESETS:
        raise WrongPolicy(choice, f"no preset {preset!r}; there are {', '.join(PRESETS)}")
    try:
        return _POLICY.validate_python(_changed(choice, asdict(PRESETS[preset]), changes))
    except (ValidationError, ValueError) as error:
        raise WrongPolicy(choice, str(error)) from error


def _changed(choice: str, values: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Give values with changes laid over them; a name that the policy does not know is refused."""
    for name, value in changes.items():
        if name not in values:
            raise WrongPolicy(choice, f"no setting {name!r}; there are {', '.join(values)}")
        if isinstance(values[name], dict) and isinstance(value, dict):
            values[name] = _changed(choice, values[name], value)
        else:
            values[name] = value
    return values
