"""What is due: rows whose instant has come.

The same words serve who does it, who looks whether there is anything to do, and who asks
when the next comes; so none of them can differ from the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.store.base import Instant, Table

RowT = TypeVar("RowT", bound=Table)
PlainT = TypeVar("PlainT", bound=NamedTuple)
Work = Callable[[Session, datetime, int], int]
"""Does up to so many things that are due at the given instant; returns how many it did."""
AT_ONCE = 100
_NOW = sa.bindparam("now", type_=Instant())
_LIMIT = sa.bindparam("at_most", type_=sa.Integer())


class Timed(Generic[RowT]):
    """The rows of a table that wait for an instant, in any of some cases.

    With each case an index begins that ends with the instant: only so is its earliest
    found without reading the others.
    """

    def __init__(
        self,
        table: type[RowT],
        at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
        *cases: sa.ColumnElement[bool],
    ) -> None:
        self.table, self.at = table, at
        self.cases = cases or (sa.true(),)
        self._plain: dict[type[NamedTuple], sa.Select[Any]] = {}

    def rows(self, session: Session, now: datetime, limit: int) -> Sequence[RowT]:
        """Return up to so many that are due, locked, the longest due first."""
        return session.scalars(self._taken, {"now": now, "at_most": limit}).all()

    def plain(
        self, kind: type[PlainT], session: Session, now: datetime, limit: int
    ) -> list[PlainT]:
        """Return the same as plain rows of the columns that `kind` names.

        Objects that are loaded, changed and written back take several times as long.
        """
        if kind not in self._plain:
            columns = [self.table.__table__.columns[name] for name in kind._fields]
            self._plain[kind] = self._taken.with_only_columns(*columns)
        given = {"now": now, "at_most": limit}
        return [kind(*row) for row in session.connection().execute(self._plain[kind], given)]

    def has_come(self, now: datetime | sa.ColumnElement[datetime]) -> sa.ColumnElement[bool]:
        """Say that a row is due."""
        return sa.and_(sa.or_(*self.cases), self.at <= now)

    def earliest(
        self, *, after: datetime | None = None
    ) -> Sequence[sa.ScalarSelect[datetime | None]]:
        """Select the first instant of each case, or the first after a given one."""
        later = sa.true() if after is None else self.at > after
        # Not `EXISTS … <= now`: PostgreSQL would read the whole table to find that there is none.
        return [
            sa.select(sa.func.min(self.at)).where(case, later).scalar_subquery()
            for case in self.cases
        ]

    @cached_property
    def _taken(self) -> sa.Select[RowT]:
        return (
            sa.select(self.table)
            .where(self.has_come(_NOW))
            .order_by(self.at, *self.table.__table__.primary_key)
            .limit(_LIMIT)
            .with_for_update(skip_locked=True)
        )


@dataclass(frozen=True, eq=False)
class Part:
    """One of the planner's parts: what it does, and when there is something to do."""

    work: Work
    timed: tuple[Timed[Any], ...] = ()
    standing: tuple[sa.ColumnElement[bool], ...] = ()
    """What there is to do whatever the hour."""
    at_once: int = AT_ONCE
    """How many things one transaction may do: others wait for it, a tenth of a second at most."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for a part that would never have its turn."""
        if not self.timed and not self.standing:
            message = "a part of the planner says when there is something to do"
            raise ValueError(message)

    def __call__(self, session: Session, now: datetime, limit: int) -> int:
        """Do up to so many things that are due; return how many were done."""
        return self.work(session, now, limit)

    def has_work(self) -> sa.ColumnElement[bool]:
        """Say whether there is something to do at the instant that `at_instant` gives."""
        earliest = [first for timed in self.timed for first in timed.earliest()]
        return sa.or_(*(first <= _NOW for first in earliest), *self.standing)


def part(
    *due: Timed[Any] | sa.ColumnElement[bool], at_once: int = AT_ONCE
) -> Callable[[Work], Part]:
    """Make a function a part of the planner, which has its turn when any of these is due."""
    timed = tuple(each for each in due if isinstance(each, Timed))
    standing = tuple(each for each in due if not isinstance(each, Timed))
    return lambda work: Part(work, timed, standing, at_once)


class Look:
    """One question to the database: which of these parts have something to do?"""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = tuple(parts)
        self._asked = sa.select(*(each.has_work() for each in parts))

    def __call__(self, session: Session, now: datetime) -> Sequence[Part]:
        """Return the parts that have, in their order."""
        answers = session.connection().execute(self._asked, {"now": now}).one()
        return [each for each, has_work in zip(self._parts, answers, strict=True) if has_work]
