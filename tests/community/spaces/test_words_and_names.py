"""What people type: names that look alike, and markup that can do no harm."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import Invalid
from community.forums.forms import TopicForm
from community.spaces import names
from community.spaces.forms import InviteForm, PlaceForm, RoomForm
from community.spaces.markup import TAGS, render_message, render_post


@pytest.mark.parametrize(
    "twin",
    [
        "quiet heron",
        "QUIET  HERON",
        "Quіet Heron",
        "Qu1et Her0n",
        "Qúiet Heron",
        "Quiet Heron\u200b",
    ],
)
def test_names_that_look_alike_have_one_skeleton(twin):
    assert names.skeleton(twin) == names.skeleton("Quiet Heron")


@pytest.mark.parametrize("name", [
    "A", "x" * 25, "Admin", "T H E  T E A M", "mоderator", "sam@example.org", "jamie_leeds92", "www.me",
    "\u202enimda", "12",
    "a\u200bb\u200bc",
])  # fmt: skip
def test_a_name_that_would_harm_is_refused_with_the_reason(name):
    with pytest.raises(Invalid) as refused:
        names.clean(name)
    assert refused.value.happened


@pytest.mark.parametrize("name", ["Quiet Heron", "Løvetann", "小灯", "مصباح صغير", "Zoë"])
def test_names_in_any_script_are_welcome(name):
    assert names.clean(name) == name


def test_suggestions_are_fit_to_be_names():
    assert all(names.clean(name) for name in names.suggest(30))


HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](//evil.example)", "[x](https://me:you@evil.example)",
    "![x](https://evil.example/track.png)", "<img src=x onerror=alert(1)>", "[x](data:text/html;base64,AAAA)",
    "<svg onload=alert(1)>", "[x](/account/logout/)", "<a href='javascript:x'>x</a>", "<!-- x --><b onclick=x>y</b>",
    "[x]( https://evil.example 'onmouseover=alert(1)')", "`<script>`", "<https://evil.example>",
]  # fmt: skip


class Elements(HTMLParser):
    """What a browser would make of it: every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("render", [render_post, render_message])
def test_hostile_words_become_harmless_html(render, words):
    for tag, attributes in Elements(render(words)).found:
        assert tag in TAGS
        assert set(attributes) <= {"href", "rel"}
        if href := attributes.get("href"):
            assert href.startswith(("http://", "https://"))
            assert "@" not in href
            assert attributes["rel"] == "nofollow ugc noopener noreferrer"


def test_a_link_shows_where_it_goes():
    assert 'href="http' in render_message("see https://example.org/a?b=1")
    assert "xn--" in render_message("https://аpple.com/")


TURNS = [chr(point) for point in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("render", [render_post, render_message])
def test_nothing_turns_the_words_behind_it_around(render):
    written = "".join(f"a{turn}b https://example.org/{turn} &#{ord(turn)};" for turn in TURNS)

    html = render(written)

    assert "abab" not in html, "needs words that stand apart"
    assert "ab" in html
    assert not [turn for turn in TURNS if turn in html]
    assert "%E2%80%AE" not in html


@pytest.mark.parametrize("words", ["שלום \u200fעולם", "مرحبا\u200e!", "👩\u200d👩\u200d👧"])
def test_what_other_scripts_need_stays(words):
    assert words in render_post(words)


@pytest.mark.parametrize("form", [TopicForm, PlaceForm, RoomForm, InviteForm])
def test_a_line_among_others_turns_nothing_around(form):
    typed = f"Kettle {''.join(TURNS)}on"
    sent = form(dict.fromkeys(("title", "name", "duty_name"), typed))

    sent.is_valid()

    shown = [value for name, value in sent.cleaned_data.items() if name in {"title", "name", "duty_name"}]
    assert shown == ["Kettle on"]


@pytest.mark.parametrize(
    "bomb", ["[" * 8000, ">" * 5000, "*" * 10_000, "- " * 5000, "`" * 9000, "\n" * 1999, "[](" * 4000]
)
def test_a_bomb_is_rendered_without_harm(bomb):
    assert len(render_post(bomb)) < 400_000


@given(st.text(max_size=300))
def test_rendering_never_raises_and_never_lets_a_tag_through(words):
    for html in (render_post(words), render_message(words)):
        assert {tag for tag, _attributes in Elements(html).found} <= TAGS
