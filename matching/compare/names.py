"""Two names compared word by word: what met, what was left over, and what each costs.

The score of a comparison is the sum of its parts' points; there is no other way to it.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from lists.entities import EntityType
from matching.compare.alignment import WEAK_LINKS, MayAgree, align
from matching.compare.weighed import Weighed, is_number
from matching.evidence import Decision
from matching.normalise import Word
from matching.policy import NameRules, Policy

NEARLY_EXACT = 0.96
SHORTEST_EMBEDDED = 8
"""Letters of a single word from which it may be a company's name inside a longer text."""
LONGEST_ALONE = 2
"""Words of a person's name that must be met at least, where the names differ."""
# A name of three letters beside a general word is often another's acronym.
SHORTEST_BESIDE_GENERAL = 4
_UNSURE = frozenset({"initial", "vowels_dropped", "translation", "nickname", "other_number"})


class Part(NamedTuple):
    """One reason for the score of a comparison: its points, and whether it keeps the hit at review."""

    rule: str
    points: float
    limit: Decision | None = None
    detail: dict[str, Any] | None = None


class NameComparison:
    """A query's name against a listed name; `parts` add up to `score`."""

    def __init__(
        self,
        query: Weighed,
        listed: Weighed,
        entity_type: EntityType | None,
        policy: Policy,
        may_agree: MayAgree | None = None,
    ) -> None:
        """Compare two names; `may_agree` is what a search has found in them, as `align` has it."""
        self.query = query.reading
        self.listed = listed.reading
        self.entity_type = entity_type
        self._policy = policy
        self._rules: NameRules = policy.rules_for(entity_type)
        self._asked, self._named = query, listed
        self.pairs = align(
            query,
            listed,
            numbers_may_differ=entity_type is not EntityType.VESSEL,
            personal=entity_type is EntityType.PERSON,
            may_agree=may_agree,
        )
        self._met = {i for pair in self.pairs for i in range(pair.query.start, pair.query.end)}
        self._met_texts = {self.query.words[i].text for i in self._met}
        self.missing = self._words_missing()
        self._heaviest = self._heaviest_met()
        parts = list(self._weigh()) if self.pairs else []
        parts += self._weigh_whole(sum(part.points for part in parts)) if parts else ()
        self.parts = tuple(parts)
        self.score = min(1.0, max(0.0, sum(part.points for part in self.parts)))

    @property
    def is_limited(self) -> bool:
        """Say whether some part keeps the hit at review."""
        return any(part.limit is not None for part in self.parts)

    def _words_missing(self) -> tuple[Word, ...]:
        """Give the listed words that nothing in the query met."""
        met = {i for pair in self.pairs for i in range(pair.listed.start, pair.listed.end)}
        return tuple([word for i, word in enumerate(self.listed.words) if i not in met])

    @cached_property
    def extra(self) -> tuple[Word, ...]:
        """The query's words that met nothing in the listed name; repeated words are not extra."""
        return tuple([word for word in self.query.words if word.text not in self._met_texts])

    def _weigh(self) -> Iterator[Part]:
        """Yield every part of the score."""
        rules = self._rules
        lost, spare = self._missing_share(), self._extra_share()
        yield Part("name", 1.0 - self._inexactness(), self._unsure_limit())
        if lost:
            limit = Decision.REVIEW if self._is_partial(lost) else None
            yield Part("missing_words", -rules.missing * lost, limit)
        if spare:
            yield Part("extra_words", -rules.extra * spare)
        if lost and spare:
            yield Part("other_words", -rules.replaced * min(lost, spare))
        if spare and len(self.listed.words) == 1:
            yield from self._weigh_added_to_single()
        if rules.reordered and self._is_reordered():
            yield Part("word_order", -rules.reordered)
        if self.query.forms != self.listed.forms:
            both = self.query.forms and self.listed.forms
            yield Part("legal_form", -self._policy.form_conflict * (1.0 if both else 0.5))
        yield from self._weigh_numbers()
        yield from self._weigh_short_name()
        yield from self._weigh_generic(lost, spare)

    def _missing_share(self) -> float:
        met = sum([self._named.share(pair.listed.start, pair.listed.end) for pair in self.pairs])
        return max(0.0, round(1.0 - met, 9))

    def _extra_share(self) -> float:
        """Give the weight share of the query's words that met nothing; repeated words weigh nothing."""
        spare = self._asked.total - sum([self._asked.weight_of(text) for text in self._met_texts])
        met = sum([self._asked.weights[i] for i in self._met])
        return round(spare / (spare + met or 1.0), 9)

    def _inexactness(self) -> float:
        """Give what inexact agreements cost: the distance of each pair by its mean share of both names."""
        cost = 0.0
        for pair in self.pairs:
            shares = self._named.share(pair.listed.start, pair.listed.end)
            shares += self._asked.share(pair.query.start, pair.query.end)
            cost += (1.0 - pair.agreement.similarity) * shares / 2
        return cost

    def _unsure_limit(self) -> Decision | None:
        unsure = any(pair.agreement.how in _UNSURE for pair in self.pairs)
        if len(self.listed.words) == 1:
            unsure = unsure or self.pairs[0].agreement.how == "cut_off"
        return Decision.REVIEW if unsure else None

    def _is_partial(self, lost: float) -> bool:
        """Say whether the query is only a part of the listed name: never more than a review."""
        return lost > 0.15 or self.entity_type is EntityType.VESSEL

    def _is_reordered(self) -> bool:
        ordered = sorted(self.pairs, key=lambda pair: pair.query.start)
        return any(later.listed.start < earlier.listed.start for earlier, later in pairwise(ordered))

    def _weigh_numbers(self) -> Iterator[Part]:
        """A ship with another number is another ship; a company with one is at most a review."""
        lacking = [word for word in self.missing if is_number(word)]
        added = self._asked.numbers_beside(self._met_texts)
        if not lacking and not added:
            return
        rules = self._rules
        cost = rules.number_extra if added else 0.0
        if lacking and added:
            cost = rules.number_conflict
        limit = None if self.entity_type is EntityType.PERSON else Decision.REVIEW
        if cost or limit:
            yield Part("number", 0.0 - cost, limit)

    def _weigh_short_name(self) -> Iterator[Part]:
        """A single short word must be equal, and is never more than a review by itself."""
        words = [word for word in self.listed.words if not word.is_numeral and not word.is_initial]
        if len(words) != 1 or len(self.pairs) != 1 or len(words[0].text) >= self._rules.short_length:
            return
        agreement = self.pairs[0].agreement
        exact = agreement.similarity >= NEARLY_EXACT and (len(words[0].text) > 4 or agreement.how == "exact")
        yield Part("short_name", 0.0 if exact else -self._policy.short_name_typo, Decision.REVIEW)

    def _weigh_added_to_single(self) -> Iterator[Part]:
        """A one-word ship name, or a short one of a company, plus another word is another name.

        Not where a company's name of four letters and more has general words beside it: "EMMA GROUP".
        """
        length = len(self.listed.words[0].text)
        if length >= self._rules.single_length:
            return
        if length < SHORTEST_BESIDE_GENERAL or not self._is_generally_extended():
            yield Part("added_to_single_word", -self._policy.short_name_typo)

    def _is_generally_extended(self) -> bool:
        """Say whether a company's name stands whole beside words too common to tell parties apart."""
        if self.entity_type in (EntityType.VESSEL, EntityType.PERSON) or self.missing:
            return False
        extra = {word.text for word in self.extra}
        weights = zip(self.query.words, self._asked.weights, strict=True)
        return all(w <= self._policy.generic_weight for word, w in weights if word.text in extra)

    def _heaviest_met(self) -> float:
        """Give the weight of the heaviest listed word that agrees by more than an initial or as a number."""
        whole = (pair.listed for pair in self.pairs if pair.agreement.how not in WEAK_LINKS)
        return max((max(self._named.weights[unit.start : unit.end]) for unit in whole), default=0.0)

    def _weigh_generic(self, lost: float, spare: float) -> Iterator[Part]:
        """Words that any name may carry tell nothing, unless they are the whole of both names.

        Several of them may be a company's whole name, with other such words added.
        """
        unsure = any(pair.agreement.how in WEAK_LINKS for pair in self.pairs)
        if not unsure and (not (lost or spare) or self._is_general_name_extended()):
            return
        if self._heaviest <= self._policy.generic_weight:
            yield Part("generic_words", -self._policy.generic_only)
        elif self.entity_type is EntityType.PERSON and len(self.pairs) < LONGEST_ALONE:
            yield Part("single_word_of_person", -self._policy.generic_only)

    def _is_general_name_extended(self) -> bool:
        several = len(self.listed.words) > 1 and self._named.total >= self._policy.general_name_weight
        return several and self._is_generally_extended()

    def _weigh_whole(self, cost: float) -> Iterator[Part]:
        """Lift to a review what word shares judge too low: a name inside a text, or a name cut off."""
        if self._heaviest <= self._policy.generic_weight:
            return
        if not self.missing and self.extra and self._is_embedded():
            gain = self._policy.embedded_score - cost
            if gain > 0:
                yield Part("embedded_name", gain, Decision.REVIEW)
        elif self.query.is_cut_from(self.listed):
            gain = self._policy.cut_off_score - cost
            if gain > 0:
                yield Part("cut_off_name", gain, Decision.REVIEW)

    def _is_embedded(self) -> bool:
        if self.entity_type is EntityType.PERSON:
            return False
        if self.entity_type is EntityType.VESSEL and any(word.number is not None for word in self.extra):
            return False
        if any(pair.agreement.similarity < NEARLY_EXACT for pair in self.pairs):
            return False
        spans = sorted((pair.query.start, pair.query.end) for pair in self.pairs)
        if any(later[0] != earlier[1] for earlier, later in pairwise(spans)):
            return False
        if len(self.listed.words) == 1:
            word = self.listed.words[0].text
            return (
                self.entity_type is not EntityType.VESSEL
                and len(word) >= SHORTEST_EMBEDDED
                and self._named.weights[0] == 1.0
            )
        return self._named.total >= self._policy.embedded_weight
