"""Many members with schedules, made by the database itself, a million in a minute or so."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.reflection.model import Due
from bot.store.base import Instant

COHORT = 20
"""Members of one cohort."""
FIRST_CHAT = 1_000_000
PAST, NEXT = "hopes", "smaller_piece"
"""Two prompts of the programme: one answered a while ago, one that is to come."""
SPREAD = timedelta(days=60)
INSTANTS = 2000
_MOMENTS = sa.Table(
    "moment",
    sa.MetaData(),
    sa.Column("k", sa.Integer, primary_key=True),
    sa.Column("past", Instant()),
    sa.Column("future", Instant()),
    prefixes=["TEMPORARY"],
)
_STEPS = (
    (COHORT, """INSERT INTO cohort (id, name, programme, timezone, created_at) {numbers}
        SELECT i, 'Cohort ' || i, 'leading-together', :zone, :now FROM n"""),
    (COHORT, """INSERT INTO workshop (cohort_id, number, day, followed_at) {numbers}
        SELECT i, 1, :day1, :now FROM n UNION ALL SELECT i, 2, :day2, :now FROM n
        UNION ALL SELECT i, 3, :day3, :now FROM n"""),
    (COHORT, """INSERT INTO reminder_watch (cohort_id, number, day)
        SELECT cohort_id, number, day FROM workshop WHERE :rows > 0"""),
    (2, """INSERT INTO pair (id, cohort_id, label, created_at) {numbers}
        SELECT i, (i - 1) / 10 + 1, 'Pair ' || i, :now FROM n"""),
    (1, """INSERT INTO member (id, pair_id, role, place, name, chat_id, notice_version,
            consented_at, joined_at, prompt_time, prompt_days) {numbers}
        SELECT i, (i + 1) / 2, CASE i % 2 WHEN 1 THEN 'lay' ELSE 'professional' END, 1,
            'Person ' || i, i + 1000000, '1', :then, :then, '18:30', 127 FROM n"""),
    (1, "INSERT INTO chat (id) {numbers} SELECT i + 1000000 FROM n"),
    (1, """INSERT INTO due (member_id, prompt_id, state, visibility, opens_at, closes_at, sent_at,
            answered_at) {numbers}
        SELECT i, 'hopes', 'closed', 'private', past, past, past, past
        FROM n JOIN moment ON k = i % 2000"""),
    (1, """INSERT INTO due (member_id, prompt_id, state, visibility, due_at, opens_at, closes_at,
            remind_at) {numbers}
        SELECT i, 'smaller_piece', 'planned', 'partner', future, future, :later, :later
        FROM n JOIN moment ON k = i % 2000"""),
)  # fmt: skip
"""How many members there are to a row, and what makes the rows, as a bot that ran for a while."""
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)"


def fill(session: Session, now: datetime, members: int) -> None:
    """Make members in pairs and cohorts; each has a prompt behind them and one to come."""
    connection, step = session.connection(), SPREAD / INSTANTS
    _MOMENTS.create(connection)
    moments = [
        {"k": k, "past": now - 2 * SPREAD + k * step, "future": now + timedelta(hours=1) + k * step}
        for k in range(INSTANTS)
    ]
    connection.execute(_MOMENTS.insert(), moments)
    given: dict[str, tuple[object, Any]] = {
        "zone": (daytime_zone(now), sa.String()),
        **{f"day{n}": ((now + timedelta(days=30 * n)).date(), sa.Date()) for n in (1, 2, 3)},
        "now": (now, Instant()),
        "then": (now - SPREAD, Instant()),
        "later": (now + 2 * SPREAD, Instant()),
    }
    for members_a_row, statement in _STEPS:
        text = sa.text(statement.format(numbers=_NUMBERS))
        binds: list[sa.BindParameter[object]] = [
            sa.bindparam(name, value, type_=kind)
            for name, (value, kind) in given.items()
            if f":{name}" in statement
        ]
        connection.execute(text.bindparams(*binds), {"rows": members // members_a_row})


def make_due(session: Session, now: datetime, *, first: int, count: int) -> None:
    """Let the next prompt of so many members, from the first on, be due."""
    session.execute(
        sa.update(Due)
        .where(Due.prompt_id == NEXT, Due.member_id.between(first, first + count - 1))
        .values(due_at=now - timedelta(seconds=1))
    )


def daytime_zone(now: datetime) -> str:
    """Return a zone in which it is about noon: at night everything would wait."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"  # POSIX counts westwards
