"""Which help card the author of words of danger sees: by category and subject, never by level alone.

Nobody who attacks is thanked. Which number stands first is decided where the card is drawn (`accounts/help/cards.py`).
"""

from moderation.detection.engine import Finding

_BY_CATEGORY = {
    "suicide": "card.suicide",
    "self_harm": "card.self_harm",
    "overdose_or_medical": "card.medical",
    "abuse": "card.abuse",
    "eating_disorder": "card.eating",
    "harm_to_others": "card.threat",
}


def card_for(finding: Finding) -> str | None:
    """The id of a finding's card, or None: for no danger, and for an attack without distress of one's own."""
    if finding.level == "none" or finding.category not in _BY_CATEGORY:
        return None
    if {"attack", "encouragement"} & set(finding.flags) and not shows_own_distress(finding):
        return None
    return card_id(category=finding.category, subject=finding.subject, level=finding.level)


def shows_own_distress(finding: Finding) -> bool:
    return finding.subject == "self" and finding.level != "none"


def card_id(*, category: str, subject: str, level: str) -> str | None:
    """The card of words that a care case is about."""
    if category not in _BY_CATEGORY:
        return None
    if subject == "other":
        return "card.other"
    if category == "abuse" and level == "imminent":
        return "card.danger"
    return _BY_CATEGORY[category]
