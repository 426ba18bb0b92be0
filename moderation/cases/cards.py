"""Which help card the author of words of danger sees: by category and subject, never by level alone.

Nobody who attacks is thanked. The emergency number comes first on medical, danger and every imminent.
"""

from dataclasses import dataclass

from moderation.detection.engine import Finding

_BY_CATEGORY = {
    "suicide": "card.suicide",
    "self_harm": "card.self_harm",
    "overdose_or_medical": "card.medical",
    "abuse": "card.abuse",
    "eating_disorder": "card.eating",
    "harm_to_others": "card.threat",
}
EMERGENCY_FIRST = frozenset({"card.medical", "card.danger"})


@dataclass(frozen=True)
class Card:
    text_id: str
    emergency_first: bool


def card_for(finding: Finding) -> Card | None:
    """The card of a finding, or None: for no danger, and for an attack without distress of one's own."""
    if finding.level == "none" or finding.category not in _BY_CATEGORY:
        return None
    if {"attack", "encouragement"} & set(finding.flags) and not shows_own_distress(finding):
        return None
    text_id = _text_id(finding)
    return Card(text_id, finding.level == "imminent" or text_id in EMERGENCY_FIRST)


def shows_own_distress(finding: Finding) -> bool:
    return finding.subject == "self" and finding.level != "none"


def _text_id(finding: Finding) -> str:
    if finding.subject == "other":
        return "card.other"
    if finding.category == "abuse" and finding.level == "imminent":
        return "card.danger"
    return _BY_CATEGORY[finding.category]
