"""The registry of things people publish. It adds what only the kind knows: its address, its neighbours, what to
refresh. A new kind registers here and plugs into detection and moderation without touching them."""

from collections.abc import Callable, Iterable
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
    refresh: Callable[[Contribution], None]  # its state or words changed: versions and hints
    # What its author wrote just before, in the same breath: context for whoever reads it.
    earlier: Callable[[Contribution], tuple[str, ...]] = lambda contribution: ()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kind_of(contribution: Contribution) -> Kind:
    return _kinds[contribution.kind]
