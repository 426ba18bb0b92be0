"""One frame parser for every socket: size first, then shape, then every string. Nothing raises past it."""

import json
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 16_384
MOST_DEPTH = 4
VERSION = 1


class BadFrame(Exception):
    """`code` is a word that docs/protocol.md explains."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Frame:
    type: str
    stream: str
    said: dict[str, Any]


def parse(raw: str | None) -> Frame:
    """A frame that is fit to be acted on, or `BadFrame`."""
    if raw is None:
        raise BadFrame("not_text")
    if len(raw) > MOST_BYTES or len(raw.encode("utf8", "surrogatepass")) > MOST_BYTES:
        raise BadFrame("too_big")
    try:
        said = json.loads(raw, parse_constant=_refuse, parse_int=_short_int)
    except (ValueError, RecursionError) as no:
        raise BadFrame("not_json") from no
    if not isinstance(said, dict) or not isinstance(said.get("type"), str):
        raise BadFrame("no_type")
    if said.get("v", VERSION) != VERSION:
        raise BadFrame("wrong_version")
    _check(said, MOST_DEPTH)
    stream = said.get("stream", "")
    if not isinstance(stream, str) or len(stream) > 40:
        raise BadFrame("no_stream")
    return Frame(said["type"], stream, said)


def _refuse(constant: str) -> Any:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _short_int(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("a number of that length means nothing here")
    return int(digits)


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise BadFrame("too_deep")
    if isinstance(value, str) and any(c == "\x00" or 0xD800 <= ord(c) <= 0xDFFF for c in value):
        raise BadFrame("broken_text")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check(name, depth)
            _check(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth - 1)


def encode(frame: dict[str, Any]) -> str:
    return json.dumps({"v": VERSION, **frame}, ensure_ascii=False, separators=(",", ":"))


def websocket_bytes(text: str) -> bytes:
    """A server's text frame as it goes over the wire (RFC 6455, 5.2), made once for all who get it."""
    payload = text.encode()
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload
