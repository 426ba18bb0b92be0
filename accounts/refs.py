"""Names that may leave the server: refs point at things, tokens grant something."""

import base64
import hashlib
import re
import secrets

REF_LENGTH = 16


def new_ref() -> str:
    """80 random bits in lower-case base32. Says nothing about order, time or number."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()


def is_ref(said: str) -> bool:
    return re.fullmatch(r"[a-z2-7]{16}", said) is not None


def new_token() -> str:
    """A secret of 192 bits for a link that grants something. Keep only its hash."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
