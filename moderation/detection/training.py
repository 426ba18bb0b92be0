"""Training the second opinion from our own labelled messages. Needs numpy; the product does not.

The same messages give the same weights, byte for byte. Levels are two yes-or-no questions (concern or above, high or
above), the category is one question each, and whom it is about is one more: logistic regression, each
learned by AdaGrad (Duchi, Hazan, Singer, JMLR 12, 2011). Of a long message that needs somebody, only the window that
looks gravest counts as such; all windows of a harmless one are harmless.
"""

import hashlib
import json
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .engine.assess import scene_of
from .engine.finding import CATEGORIES, LEVELS, Deadline
from .engine.lexicon import Lexicon, default_lexicon
from .engine.opinion import BUCKETS, HEADS, LEVEL_HEADS, seen

EPOCHS, RATE, DECAY, SEED, PARTS = 10, 0.5, 1e-3, 1, 5
BIAS_RATE = 0.02
# How many harmless messages of the hard kind the model alone may raise, at each level or above.
ALARMS = {"concern": 0.025, "high": 0.012}
RIGHT = 0.85  # share of what is raised to a level that belongs there, or above


@dataclass(frozen=True)
class Example:
    """One labelled message as the model sees it: the features of its windows, and the answers wanted."""

    windows: list[Any]
    wanted: Any
    asked: Any  # which heads it teaches: a harmless message says nothing about categories
    level: int


@dataclass(frozen=True)
class Weights:
    table: Any
    bias: Any

    def logits(self, ids: Any) -> Any:
        return self.table[ids].sum(0) / math.sqrt(len(ids)) + self.bias


def examples_of(rows: Iterable[dict[str, Any]]) -> list[Example]:
    return [_example(row, default_lexicon()) for row in rows]


def _example(row: dict[str, Any], lexicon: Lexicon) -> Example:
    scene = scene_of(row["text"], lexicon, Deadline(None))
    found = [np.array(ids) for _window, ids in seen(scene)]
    level = LEVELS.index(row["level"])
    wanted = np.array(
        [level > number for number in range(len(LEVEL_HEADS))]
        + [row["category"] == category for category in CATEGORIES]
        + [row["subject"] == "other"],
        dtype=np.float32,
    )
    asked = np.array(
        [1.0] * len(LEVEL_HEADS) + [float(level > 0)] * (len(HEADS) - len(LEVEL_HEADS)), dtype=np.float32
    )
    return Example(found or [np.array([0])], wanted, asked, level)


def learn(examples: Sequence[Example]) -> Weights:
    """Twice: first every window of a message stands for it, then the one that looked gravest."""
    weights = None
    for _round in range(2):
        weights = _learn([lesson for example in examples for lesson in _lessons(example, weights)])
    assert weights is not None, "learned just now"
    return weights


Lesson = tuple[Any, Any, Any, float]  # features, wanted, asked, weight


def _lessons(example: Example, before: Weights | None) -> list[Lesson]:
    windows, share = example.windows, 1 / len(example.windows)
    if example.level == 0:
        return [(ids, example.wanted, example.asked, share**0.5) for ids in windows]
    if before is None:
        return [(ids, example.wanted, example.asked, share) for ids in windows]
    gravest = max(windows, key=lambda ids: before.logits(ids)[1])
    return [(gravest, example.wanted, example.asked, 1.0)]


def _learn(lessons: list[Lesson]) -> Weights:
    table = np.zeros((BUCKETS, len(HEADS)), dtype=np.float32)
    squares = np.full((BUCKETS, len(HEADS)), 1e-2, dtype=np.float32)
    bias = np.zeros(len(HEADS), dtype=np.float32)
    chance, order = random.Random(SEED), list(lessons)  # noqa: S311 - the same order every time is the point
    for _epoch in range(EPOCHS):
        chance.shuffle(order)
        for ids, wanted, asked, weight in order:
            share, own = 1 / math.sqrt(len(ids)), table[ids]
            error = (1 / (1 + np.exp(-(own.sum(0) * share + bias))) - wanted) * asked * weight
            bias -= BIAS_RATE * error
            slope = error * share + DECAY * own
            squares[ids] = grown = squares[ids] + slope * slope
            table[ids] = own - RATE * slope / np.sqrt(grown)
    return Weights(table, bias)


def chances(weights: Weights, example: Example) -> Any:
    """What the heads say of a message: of the levels the gravest window's word."""
    logits = np.array([weights.logits(ids) for ids in example.windows])
    return 1 / (1 + np.exp(-logits[:, : len(LEVEL_HEADS)].max(0)))


def thresholds_of(examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """From messages the model had not learned: each fifth is judged by what the others taught. Texts of one window and
    longer ones apart, because a long text has many windows to be wrong in."""
    judged = [
        (len(example.windows) > 1, example.level, chances(weights, example))
        for part in range(PARTS)
        for weights in [learn([one for at, one in enumerate(examples) if at % PARTS != part])]
        for example in examples[part::PARTS]
    ]
    kinds = {"alone": False, "many": True}
    return {
        kind: _thresholds([(level, said) for is_long, level, said in judged if is_long == wanted])
        for kind, wanted in kinds.items()
    }


def _thresholds(judged: list[tuple[int, Any]]) -> dict[str, float]:
    levels = np.array([level for level, _said in judged])
    said = np.array([each for _level, each in judged])
    return {head: _threshold(head, at, levels, said[:, at]) for at, head in enumerate(LEVEL_HEADS)}


def _threshold(head: str, number: int, levels: Any, said: Any) -> float:
    """The lowest at which few harmless messages are raised and most of what is raised belongs there."""
    lowest = float(np.quantile(said[levels == 0], 1 - ALARMS[head]))
    for threshold in np.arange(lowest, 1.0, 0.005):
        above = levels[said >= threshold]
        if len(above) and np.mean(above > number) >= RIGHT:
            return round(float(threshold), 4)
    return 1.0


def write_model(path: Path, weights: Weights, thresholds: dict[str, dict[str, float]], corpora: str) -> str:
    """As `engine.opinion.load_model` reads it. Returns the version."""
    largest = np.maximum(np.abs(weights.table).max(0), 1e-9)
    whole = np.rint(weights.table / largest * 127).astype(np.int8)
    version = hashlib.sha256(whole.tobytes()).hexdigest()[:8]
    head = {
        "version": version,
        "corpora": corpora,
        "scales": {name: float(largest[at] / 127) for at, name in enumerate(HEADS)},
        "biases": {name: float(weights.bias[at]) for at, name in enumerate(HEADS)},
        "thresholds": thresholds,
    }
    path.parent.mkdir(exist_ok=True)
    columns = b"".join(whole[:, at].tobytes() for at in range(len(HEADS)))
    path.write_bytes(json.dumps(head, sort_keys=True).encode() + b"\n" + columns)
    return version


def digest_of(files: Sequence[Path]) -> str:
    """Which messages a model was made from."""
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()[:16]
