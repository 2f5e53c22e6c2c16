"""The matching policy: a frozen value, hashed into every answer. (Weights are filled in by the matching room.)"""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds and weights. Scores are 0..1."""

    review_threshold: float = 0.80
    match_threshold: float = 0.93

    @property
    def hash(self) -> str:
        """The SHA-256 of the policy's values, as `sha256:<hex>`."""
        canonical = json.dumps(asdict(self), sort_keys=True)
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


DEFAULT_POLICY = Policy()
