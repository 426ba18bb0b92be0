"""The look keeps its promises: contrast in three themes, a name for every colour, a drawing for every name."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from accounts.look import quilt

STATIC, TEMPLATES = settings.BASE_DIR / "static", settings.BASE_DIR / "templates"
TOKENS = (STATIC / "css/tokens.css").read_text()
THEMES = {
    "light": r":root \{\n(.*?)\n  \}",
    "dark on a dark device": r":root:not\(\[data-theme\]\) \{\n(.*?)\n    \}",
    "dark": r':root\[data-theme="dark"\] \{\n(.*?)\n  \}',
    "low": r':root\[data-theme="low"\] \{\n(.*?)\n  \}',
}
# Text on what, and the ratio we hold: 7 for running text, 4.5 for short words, 3 for edges and rings.
PAIRS = [
    ("ink", "ground", 7), ("ink", "surface", 7), ("ink", "sunk", 7), ("ink", "act-tint", 7), ("ink", "raised", 7),
    ("ink-soft", "ground", 4.5), ("ink-soft", "surface", 4.5), ("ink-soft", "sunk", 4.5),
    ("ink-soft", "act-tint", 4.5), ("link", "ground", 4.5), ("link", "surface", 4.5), ("link", "help-tint", 4.5),
    ("act-ink", "act", 4.5), ("act-ink", "act-hover", 4.5), ("act-tint-ink", "act-tint", 4.5),
    ("help-ink", "help", 7), ("help-ink", "help-hover", 7), ("help-tint-ink", "help-tint", 7),
    ("warm", "surface", 4.5), ("warm", "ground", 4.5), ("warm-tint-ink", "warm-tint", 4.5), ("ink", "warm-tint", 7),
    ("good", "surface", 4.5), ("good", "ground", 4.5), ("good-tint-ink", "good-tint", 4.5),
    ("error", "surface", 4.5), ("error", "ground", 4.5), ("error-tint-ink", "error-tint", 4.5),
    ("lv-none-ink", "lv-none-bg", 4.5), ("lv-concern-ink", "lv-concern-bg", 4.5),
    ("lv-high-ink", "lv-high-bg", 4.5), ("lv-imminent-ink", "lv-imminent-bg", 4.5),
    ("staff-ink", "staff", 7), ("staff-soft", "staff", 4.5),
    ("line-strong", "surface", 3), ("line-strong", "ground", 3), ("help-line", "help-tint", 3),
    ("help-line", "sunk", 3), ("focus", "surface", 3), ("focus", "ground", 3), ("focus", "focus-gap", 3),
]  # fmt: skip


def colours(theme: str) -> dict[str, str]:
    block = re.search(THEMES[theme], TOKENS, re.DOTALL)
    assert block, f"no colours for {theme} in tokens.css"
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_every_pair_of_colours_can_be_read(theme):
    cloth = colours(theme)

    ratios = {(ink, ground): (contrast(cloth[ink], cloth[ground]), need) for ink, ground, need in PAIRS}

    assert not {pair: found for pair, (found, need) in ratios.items() if found < need}


def test_dark_is_the_same_by_choice_and_by_device():
    assert colours("dark") == colours("dark on a dark device")


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.name)
def test_colours_are_written_in_tokens_only(sheet):
    if sheet.name == "tokens.css":
        return
    words = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\bhsl\(|!important", words)


def test_every_sheet_and_script_is_asked_for_by_a_page():
    pages = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    pages += "".join(path.read_text() for path in STATIC.glob("js/**/*.js"))
    files = [path for kind in ("css", "js") for path in STATIC.glob(f"{kind}/**/*.{kind}")]

    assert files, "needs sheets and scripts"
    assert not [path.name for path in files if path.name not in pages]


def test_every_icon_and_patch_has_a_drawing():
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons/sprite.svg").read_text()))
    templates = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    asked = {name for text in templates for name in re.findall(r'(?:{% icon |icon_name=)"([\w-]+)"', text)}

    assert len(asked) > 20, "needs templates with icons"
    assert not asked - symbols
    assert not {f"p-{pattern}" for pattern, _ in quilt.PATTERNS} - symbols


def test_seventy_numbers_give_seventy_different_patches():
    blocks = {(block.pattern, block.cloth) for block in map(quilt.block, range(quilt.BLOCKS))}

    assert len(blocks) == quilt.BLOCKS == 70


def test_nobody_gets_the_table_but_the_team():
    assert quilt.block(-1).pattern == "table"
    assert "table" not in {quilt.block(number).pattern for number in range(500)}


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_template_says_who_draws_it_and_keeps_style_and_script_outside(template: Path):
    text = template.read_text()

    assert text.startswith("{#"), "The first line says who draws it: {# One post: drawn by … #}"
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"{#[^#]*\n", text), "a comment in {# #} ends on its line, or people read it"
