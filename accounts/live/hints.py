"""Hints to open pages: `{stream, n}`, never words. Losing one costs seconds, because every reader also asks."""


def hint(stream: str, n: int | None = None) -> None:
    """Tell every process that a stream has news. Never raises and never waits on Valkey."""
    from .hub import publish_hint

    publish_hint(stream, n)
