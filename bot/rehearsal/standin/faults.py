"""Trouble to order: refusals, cut connections, broken answers, silence, slowness."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What can go wrong with a call."""

    ANSWER = "answer"
    """Nothing happens but an error answer with `code` (and `retry_after` for a 429)."""
    CUT_BEFORE = "cut_before"
    """The connection is cut before anything happened."""
    CUT_AFTER = "cut_after"
    """The call has its effect, then the connection is cut without an answer."""
    ERROR_AFTER = "error_after"
    """The call has its effect, but the answer is an error with `code`."""
    BROKEN_JSON = "broken_json"
    """The call has its effect, but the answer is not JSON."""
    HANG = "hang"
    """The call has its effect, but the answer does not come for `seconds`."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One kind of trouble for the next `times` calls of `methods` (empty: of any)."""

    trouble: Trouble
    times: int = 1
    methods: frozenset[str] = frozenset()
    code: int = 500
    retry_after: int | None = None
    seconds: float = 3600

    def concerns(self, method: str) -> bool:
        """Whether a call of `method` is one of those it is for."""
        return not self.methods or method.lower() in {m.lower() for m in self.methods}


DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot "
    "instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


class Faults:
    """The trouble that is ordered; the first that concerns a call is used up by it."""

    def __init__(self) -> None:
        self.latency_s = 0.0
        self._ordered: list[tuple[Fault, int]] = []

    def order(self, fault: Fault) -> None:
        """Add trouble behind what is already ordered."""
        self._ordered.append((fault, fault.times))

    def clear(self) -> None:
        """Everything works again, at full speed."""
        self._ordered.clear()
        self.latency_s = 0.0

    def take(self, method: str) -> Fault | None:
        """Return the trouble for a call of `method` and count it down."""
        for place, (fault, left) in enumerate(self._ordered):
            if fault.concerns(method):
                if left > 1:
                    self._ordered[place] = (fault, left - 1)
                else:
                    del self._ordered[place]
                return fault
        return None

    @property
    def waiting(self) -> list[Fault]:
        """What is still ordered."""
        return [fault for fault, _ in self._ordered]
