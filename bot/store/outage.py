"""A database that does not work for a while: told once, waited out, and gone on after."""

from dataclasses import dataclass

import sqlalchemy as sa
import structlog

log = structlog.get_logger(__name__)
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
_SQLITE = ("FULL", "READONLY", "BUSY", "LOCKED", "IOERR", "CANTOPEN", "CORRUPT", "NOTADB")
_POSTGRES = ("08", "25", "40", "53", "55", "57", "58", "XX")
"""Classes of SQLSTATE: connection, transaction, rollback, resources, locks, operator, system."""


def is_outage(error: BaseException) -> bool:
    """Tell whether the database is to blame (down, locked, full, read-only), not what was asked."""
    if isinstance(error, sa.exc.TimeoutError):
        return True
    if not isinstance(error, sa.exc.DBAPIError):
        return False
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None:
        return str(name).removeprefix("SQLITE_").startswith(_SQLITE)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_POSTGRES)
    return error.connection_invalidated or isinstance(error, sa.exc.OperationalError)


@dataclass
class Outage:
    """How one part of the bot lives through it; `part` names it in the log."""

    part: str
    _pause: float = 0.0

    def failed(self, error: Exception) -> float:
        """Note a failure; return the seconds to wait before the next try. Raises other errors."""
        if not is_outage(error):
            raise error
        if not self._pause:
            log.warning(
                "the database does not work; trying again", part=self.part, fault=why(error)
            )
        self._pause = min(self._pause * 2, LONGEST_PAUSE) if self._pause else FIRST_PAUSE
        return self._pause

    def over(self) -> None:
        """Note a success."""
        if self._pause:
            log.info("the database works again", part=self.part)
        self._pause = 0.0


def why(error: Exception) -> str:
    """Return the driver's own words, on one line and without what was asked."""
    words = str(error.orig if isinstance(error, sa.exc.DBAPIError) else error).strip()
    return words.splitlines()[0] if words else type(error).__name__
