"""Every address: how it is filled in for one person, and what a valid form on it holds.

A new URL name needs a line here only when its address has parts or it takes a form.
"""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.safety.world import PASSWORD, World

Fill = Callable[[World, str], list[Any]]
Form = Callable[[World, str], dict[str, Any]]


def names() -> set[str]:
    """Every named address of the site, with the libraries' own."""
    return set(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + pattern.name


def parts_of(name: str) -> list[str]:
    """What has to be filled in: `slug`, `ref`, …"""
    found = get_resolver()
    *namespaces, last = name.split(":")
    for namespace in namespaces:
        found = found.namespace_dict[namespace][1]
    return list(found.reverse_dict.getlist(last)[0][0][0][1])


def url(name: str, world: World, who: str) -> str:
    fill = _PARTS.get(name) or (lambda world, who: [world.slug] if parts_of(name) else [])
    return reverse(name, args=fill(world, who))


def form(name: str, world: World, who: str) -> dict[str, Any]:
    return _FORMS[name](world, who) if name in _FORMS else {}


def _forum(world: World, who: str) -> list[Any]:
    return [world.slug, world.cast.forum.place.ref]


def _topic(world: World, who: str) -> list[Any]:
    return [world.slug, world.topic.ref]


def _room(world: World, who: str) -> list[Any]:
    return [world.slug, world.cast.room.place.ref]


def _own_post(world: World, who: str) -> list[Any]:
    return [world.slug, world.own_post.get(who, world.own_post["author"]).ref]


def _own_message(world: World, who: str) -> list[Any]:
    return [world.slug, world.own_message.get(who, world.own_message["author"]).ref]


def _case_of(world: World, who: str):
    return world.own_case if who == "moderator_of_own_case" else world.case


def _review_of(world: World, who: str):
    return world.own_review if who == "moderator_of_own_case" else world.review


def _case(world: World, who: str) -> list[Any]:
    return [_case_of(world, who).ref]


def _decision(world: World, who: str) -> list[Any]:
    return [world.decisions.get(who, world.decisions["author"]).ref]


def _words_decided_about(world: World, who: str) -> list[Any]:
    return [world.slug, world.decisions.get(who, world.decisions["author"]).contribution.ref]


_PARTS: dict[str, Fill] = {
    "help:country": lambda world, who: ["gb"],
    "account_confirm_email": lambda world, who: ["a-key"],
    "account_reset_password_from_key": lambda world, who: ["1", "a-key"],
    "spaces:invitation": lambda world, who: [world.invitation],
    "forums:forum": _forum, "forums:start": _forum, "forums:draft": _forum,
    "forums:topic": _topic, "forums:reply": _topic, "forums:edit": _own_post, "forums:delete": _own_post,
    "chat:room": _room, "chat:send": _room, "chat:delete": _own_message,
    "cases:report": lambda world, who: [world.slug, world.topic.opening.ref], "cases:to_team": _own_post,
    "cases:decision": _decision, "cases:why": _words_decided_about,
    "cases:release": lambda world, who: [_review_of(world, who).ref],
    **{f"cases:{name}": _case for name in (
        "case", "reveal", "claim", "put_back", "level", "follow_up", "close", "hide", "keep", "write")},
}  # fmt: skip


def _words(world: World, who: str) -> dict[str, Any]:
    return {"client_key": uuid.uuid4(), "title": "Hello", "text": "Tea is on."}


def _on(world: World, who: str, **said: Any) -> dict[str, Any]:
    """An act on the case as it stands."""
    return {"version": _case_of(world, who).version, **said}


def _on_evidence(world: World, who: str, **said: Any) -> dict[str, Any]:
    pinned = _case_of(world, who).evidence.select_related("contribution").first()
    return _on(world, who, contribution=pinned.contribution.ref, words="Because.", **said)


_FORMS: dict[str, Form] = {
    "account_login": lambda world, who: {"login": world.author.account.sign_in_name, "password": PASSWORD},
    "account_reauthenticate": lambda world, who: {"password": PASSWORD},
    "account_change_password": lambda world, who: {
        "oldpassword": PASSWORD, "password1": "another plain sentence", "password2": "another plain sentence"},
    "mfa_authenticate": lambda world, who: {"code": "123456"},
    "mfa_reauthenticate": lambda world, who: {"code": "123456"},
    "mfa_activate_totp": lambda world, who: {"code": "123456"},
    "people:come_back": lambda world, who: {
        "sign_in_name": world.author.account.sign_in_name, "words": " ".join(world.recovery_words),
        "password": "another plain sentence"},
    "look:comfort": lambda world, who: {"theme": "dark"},
    "spaces:join": lambda world, who: {
        "is_adult": "on", "own": "Slow Tuesday", "password": PASSWORD, "agrees": "on",
        "sign_in_words": "copper-kettle"},
    "spaces:invitation": lambda world, who: {"own": "Slow Tuesday"},
    "spaces:arrive": lambda world, who: {"accepts": "on", "version": 1, "country": "GB"},
    "spaces:change_guidelines": lambda world, who: {"text": "1 Be kind.", "reason": "Shorter.", "seen_version": 1},
    "spaces:daily_time": lambda world, who: {"daily_time": "19:30"},
    "spaces:invite": lambda world, who: {"duty_name": "Ines"},
    "spaces:lines": lambda world, who: {"country": "GB"},
    "forums:home": lambda world, who: {"arriving": "heavy"},
    "forums:add": lambda world, who: {"name": "A new one", "about": "For testing."},
    "forums:start": _words, "forums:draft": _words, "forums:reply": _words,
    "forums:edit": lambda world, who: {"seen_revision": 1, "text": "Other words."},
    "chat:add": lambda world, who: {"name": "A new one", "about": "For testing."},
    "chat:send": _words, "chat:talk": _words, "cases:write": _words, "cases:write_to_team": _words,
    "cases:report": lambda world, who: {"side": "about", "how_soon": "today", "about": "suicide"},
    "cases:mail": lambda world, who: {"address": "someone@example.org"},
    "cases:mail_prove": lambda world, who: {"digits": "123456"},
    "cases:claim": _on, "cases:put_back": _on,
    "cases:level": lambda world, who: _on(world, who, level="concern", reason="Says it is an old thought."),
    "cases:follow_up": lambda world, who: _on(world, who, minutes="60"),
    "cases:close": lambda world, who: _on(world, who, outcome="ok_for_now"),
    "cases:hide": lambda world, who: _on_evidence(world, who, reason="attack"),
    "cases:keep": _on_evidence,
    "cases:release": lambda world, who: {"version": _review_of(world, who).version},
    "detection:try": lambda world, who: {"text": "I want to die."},
}  # fmt: skip
