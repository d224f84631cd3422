"""Addresses in links, as Telegram takes them."""

from urllib.parse import urlsplit


def mentioned(address: str) -> int | None:
    """Return the id of the person that a `tg://user?id=` address means, or None."""
    prefix, _, number = address.partition("user?id=")
    if prefix.lower() in ("tg://", "tg:") and number.isascii() and number.isdigit():
        return int(number) or None
    return None


def checked_url(address: str) -> str | None:
    """Return a usable address with its scheme and path, or None where Telegram drops the link."""
    address = address.strip()
    if address.lower().startswith(("tg://", "ton://", "tonsite://")):
        return address
    if "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host or " " in address:
        return None
    return address if parts.path or parts.query or parts.fragment else f"{address}/"
