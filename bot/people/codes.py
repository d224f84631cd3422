"""Invitation secrets: the token of a link and the code that can be typed instead."""

import hashlib
import hmac
import re
import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
_LENGTH = 12
_GROUP = 4
_MISREAD = str.maketrans("OIL", "011")
_GAPS = re.compile(r"[\s\-_\u2010-\u2015\u2212]+")
# A code holds at least one of each, so that no ordinary word or phone number can be one.
_SURE_DIGIT = re.compile(r"[2-9]")
_SURE_LETTER = re.compile(r"[A-HJKMNP-TV-Z]")


def new_link_token() -> str:
    """Return 128 random bits as 22 characters of `[A-Za-z0-9_-]`, fit for a deep link."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Return a random code in its display form, `ABCD-EFGH-JKMN`."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if _has_both(code):
            return _display(code)


def normalise_code(text: str) -> str | None:
    """Return the display form of what was typed, or None if it cannot be a code.

    Case, spaces, dashes, O for 0 and I or L for 1 do not matter.
    """
    code = _GAPS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_MISREAD)
    if len(code) != _LENGTH or not set(code) <= set(_ALPHABET) or not _has_both(code):
        return None
    return _display(code)


def looks_like_code(text: str) -> bool:
    """Tell whether a message is a code and nothing else.

    The groups must be those of a code ("see 2027 plans on" is none), so that ordinary words
    are seldom taken for a wrong try.
    """
    groups = _GAPS.split(text.strip())
    even = all(len(group) % _GROUP == 0 for group in groups)
    spelled = all(len(group) == 1 for group in groups)
    return (even or spelled) and normalise_code(text) is not None


def hash_token(token: str) -> str:
    """Return the SHA-256 of a link token in hex; 128 random bits need no key."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_code(code: str, key: bytes) -> str:
    """Return the HMAC-SHA256 of a code's display form in hex.

    A code is short enough to be guessed from a plain hash, hence the key.
    """
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()


def _has_both(code: str) -> bool:
    return bool(_SURE_DIGIT.search(code)) and bool(_SURE_LETTER.search(code))


def _display(code: str) -> str:
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
