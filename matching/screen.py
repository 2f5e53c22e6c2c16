"""The only road to a score."""

from matching.evidence import Explanation, Screening
from matching.index import Index
from matching.policy import Policy
from matching.query import Query


def screen(query: Query, index: Index, policy: Policy) -> Screening:
    """Screen one query against one index under one policy."""
    raise NotImplementedError


def explain(query: Query, entity_id: str, index: Index, policy: Policy) -> Explanation:
    """Give the evidence for one entity, alert or not. KeyError where the index has no such entity."""
    raise NotImplementedError
