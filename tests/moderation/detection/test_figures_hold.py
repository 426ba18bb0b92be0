"""Floors on our own judging messages: no change may quietly find less or alarm more.

The floors stand in `judging/floors.toml`, beside the messages, with what was measured when they were first read.
"""

import tomllib
from pathlib import Path

import pytest

from moderation.detection.engine.measure import Measure, measure

JUDGING = Path(__file__).parents[2] / "corpora" / "detection" / "judging"
FLOORS = tomllib.loads((JUDGING / "floors.toml").read_text("utf8"))
GRAVE = ("high", "imminent")
FLAGGED = ("concern", *GRAVE)
ALL = ("none", *FLAGGED)


def share(made: Measure, labelled: tuple[str, ...], answered: tuple[str, ...]) -> float:
    return made.count(None, labelled, answered) / made.count(None, labelled, ALL)


@pytest.fixture(scope="module", params=sorted(FLOORS))
def read(request):
    with (JUDGING / f"{request.param}.jsonl").open(encoding="utf-8") as lines:
        return measure(lines), FLOORS[request.param]


def test_every_file_of_judging_messages_has_its_floors():
    assert {path.stem for path in JUDGING.glob("*.jsonl")} == set(FLOORS)


def test_figures_stay_above_their_floors(read):
    made, floors = read

    assert made.bad_lines == []
    assert share(made, GRAVE, GRAVE) >= floors["found_high"]
    assert made.count(None, GRAVE, GRAVE) / made.count(None, ALL, GRAVE) >= floors["right_high"]
    assert share(made, FLAGGED, FLAGGED) >= floors["found"]
    assert share(made, ("imminent",), ("none",)) <= floors["imminent_rated_none"]
    assert share(made, ("none",), FLAGGED) <= floors["harmless_flagged"]
    assert share(made, ("none",), ("imminent",)) <= floors["harmless_imminent"]
    assert made.categories[True] / made.categories.total() >= floors["category_right"]
