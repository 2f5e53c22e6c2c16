"""What a UK designation does, in the words of its column "Sanctions Imposed" and of OFSI's free text."""

import re
from collections.abc import Iterable

from lists.entities import Measure

# In the order of the Sanctions and Anti-Money Laundering Act 2018: financial, immigration, trade, shipping.
# "Shipping sanctions" are those of a specified ship: no entry to a UK port first of all.
_WORDS: tuple[tuple[re.Pattern[str], Measure], ...] = tuple(
    (re.compile(words, re.IGNORECASE), measure)
    for words, measure in (
        (r"asset freeze", Measure.ASSET_FREEZE),
        (r"travel ban", Measure.TRAVEL_BAN),
        (r"trust services", Measure.TRUST_SERVICES),
        (r"correspondent bank", Measure.CORRESPONDENT_ACCOUNT),
        (r"securities|money.market", Measure.SECURITIES),
        (r"\bloans?\b|\bcredit arrangement", Measure.DEBT_AND_EQUITY),
        (r"port entry|prohibition (?:on|of) port|shipping sanctions", Measure.PORT_BAN),
        (r"bunkering|crew(?:ing)?\b|insurance|charter|internet|classification", Measure.SERVICE_BAN),
        (r"arms embargo|export|technical assistance|trade sanctions", Measure.EXPORT_CONTROL),
    )
)


def read_measures(imposed: Iterable[str]) -> tuple[Measure, ...]:
    """Give the measures of the sanctions imposed; `other` for one that no rule knows.

    >>> [measure.value for measure in read_measures(["Asset freeze", "Director Disqualification Sanction"])]
    ['asset_freeze', 'other']
    """
    found: dict[Measure, None] = {}
    for words in imposed:
        known = [measure for pattern, measure in _WORDS if pattern.search(words)]
        found |= dict.fromkeys(known or [Measure.OTHER])
    return tuple(found)
