"""Does the log still say what it said? Walks every chain from its first entry to its head."""

from dataclasses import dataclass

from .actions import entry_hash
from .models import Entry, Head


@dataclass(frozen=True)
class Broken:
    chain: str
    number: int
    why: str


def first_broken() -> Broken | None:
    """The first entry that does not hold, chain by chain, or None. Streams: memory does not grow with the log."""
    heads = {head.chain: head for head in Head.objects.order_by("chain")}
    orphans = Entry.objects.exclude(chain__in=list(heads)).order_by("chain", "number").first()
    if orphans:
        return Broken(orphans.chain, orphans.number, "the chain has no head")
    for head in heads.values():
        if broken := _walk(head):
            return broken
    return None


def _walk(head: Head) -> Broken | None:
    number, previous = 0, ""
    for entry in Entry.objects.filter(chain=head.chain).order_by("number").iterator():
        number += 1
        if entry.number != number:
            return Broken(head.chain, number, "an entry is missing")
        if entry.previous != previous:
            return Broken(head.chain, number, "it does not follow the entry before it")
        if entry.hash != _hash_of(entry):
            return Broken(head.chain, number, "it was changed")
        previous = entry.hash
    if number != head.number:
        return Broken(head.chain, number + 1, "the end is missing")
    return None if previous == head.hash else Broken(head.chain, number, "the head does not fit")


def _hash_of(entry: Entry) -> str:
    return entry_hash(
        chain=entry.chain,
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        object=entry.object,
        details=entry.details,
        words_hash=entry.words_hash,
        previous=entry.previous,
    )
