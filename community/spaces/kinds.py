"""The registry of things people publish. It adds what only the kind knows: its address, its neighbours, what to
refresh. A new kind registers here and plugs into detection and moderation without touching them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from .models import Contribution


@dataclass(frozen=True)
class Kind:
    name: str
    label: str  # "a post", in words
    address: Callable[[Contribution], str]
    neighbours: Callable[
        [Contribution], Iterable[int]
    ]  # keys of contributions around it, in order, itself included
    take_back: str  # the URL name of the page on which its author takes it down
    refresh: Callable[[Contribution], None]  # its state or words changed: versions and hints
    # What its author wrote just before, in the same breath: context for whoever reads it.
    earlier: Callable[[Contribution], tuple[str, ...]] = lambda contribution: ()
    # Lock the rows that `refresh` changes, by the keys of contributions.
    hold: Callable[[Collection[int]], None] = lambda contributions: None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def hold(contributions: Iterable[Contribution]) -> None:
    """Lock contributions and what `refresh` changes with them, in the order that every act keeps: place or topic,
    contribution, case, head. Call it before locking a case. 2 queries for contributions of one kind."""
    held = list(contributions)
    for name in sorted({one.kind for one in held}):
        _kinds[name].hold([one.pk for one in held if one.kind == name])
    rows = Contribution.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in held])
    list(rows.order_by("pk").values_list("pk"))


def kind_of(contribution: Contribution) -> Kind:
    return _kinds[contribution.kind]
