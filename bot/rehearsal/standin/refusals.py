"""What the Bot API answers when it will not do something, in its own words."""

from dataclasses import dataclass


@dataclass(kw_only=True, eq=False)
class Refusal(Exception):  # noqa: N818 - the Bot API refuses; nothing went wrong here
    """One refused call: HTTP status `code`, wording, and seconds to wait for a 429."""

    code: int
    description: str
    retry_after: int | None = None


def bad_request(what: str) -> Refusal:
    """Return a 400 with Telegram's prefix."""
    return Refusal(code=400, description=f"Bad Request: {what}")


def forbidden(what: str) -> Refusal:
    """Return a 403 with Telegram's prefix."""
    return Refusal(code=403, description=f"Forbidden: {what}")


def conflict(what: str) -> Refusal:
    """Return a 409 with Telegram's prefix."""
    return Refusal(code=409, description=f"Conflict: {what}")


def too_many_requests(retry_after: int) -> Refusal:
    """Return a 429 that asks to wait `retry_after` seconds."""
    return Refusal(
        code=429,
        description=f"Too Many Requests: retry after {retry_after}",
        retry_after=retry_after,
    )


def unauthorized() -> Refusal:
    """Return the answer to a token nobody has."""
    return Refusal(code=401, description="Unauthorized")


def not_found() -> Refusal:
    """Return the answer to a malformed token or an unknown method."""
    return Refusal(code=404, description="Not Found")
