"""Having a text read: the engine with its deadline, and what to say when it could not read.

One reading serves the inline answer and the full assessment, so the two agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from .engine import ENGINE_VERSION, Finding, assess, default_lexicon, default_model

log = structlog.get_logger("detection")

INLINE_SECONDS = 0.05  # past this the author is not kept waiting, and a person reads instead
FULL_SECONDS = 2.0


@dataclass(frozen=True)
class Reading:
    """What was found, and whether the program could read at all. `title_length` maps spans back to the text."""

    finding: Finding
    is_unread: bool = False
    title_length: int = 0

    def spans_in_text(self) -> list[list[int | str]]:
        """Spans as [start, end, rule] in the text alone; those in the title are left out."""
        shift = self.title_length
        return [
            [start - shift, end - shift, rule] for start, end, rule in self.finding.spans if start >= shift
        ]


def detector_version() -> str:
    return f"{ENGINE_VERSION}/{default_lexicon().version}/{default_model().version}"


def read(
    *, text: str, title: str = "", earlier: Sequence[str] = (), seconds: float = INLINE_SECONDS
) -> Reading:
    """Never raises: whatever goes wrong is a text that a person must read."""
    head = f"{title}\n\n" if title else ""
    try:
        # First what is loaded once in a process: that is not the text's fault.
        lexicon, _model = default_lexicon(), default_model()
        finding = assess(head + text, earlier=tuple(earlier), deadline_s=seconds, lexicon=lexicon)
    except Exception as error:
        log.warning("unread", error=type(error).__name__)
        return Reading(Finding(), is_unread=True, title_length=len(head))
    return Reading(finding, title_length=len(head))
