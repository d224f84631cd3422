"""How it goes: a picture of each cohort, and the pairs that may like a hand."""

from dataclasses import replace

from bot.access import joined_facilitator, run_cohort
from bot.broadcast.taps import ShowDesk
from bot.learning.attention import Needs, needs_of
from bot.learning.grid import Asked, Going, Grid, Row
from bot.learning.report import figures_of, grid_of
from bot.learning.taps import (
    AskDigest,
    AskExport,
    Nudge,
    RestPair,
    ShowNeeds,
    ShowReport,
    ShowReports,
    WritePair,
)
from bot.pairs.cohorts import cohorts_run_by
from bot.pairs.model import Cohort
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, Line, line
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()

AT_ONCE = 3
"""Cohorts whose pictures are sent without asking which."""
PAIRS_AT_ONCE = 6
"""Pairs with buttons in one message."""
ALT_IN_CAPTION = 11
NAMED_IN_CAPTION = 6
ALT_AT_ONCE = 25
"""Pairs in words under the picture (of which Telegram takes 1024 characters), with their names,
and in each message when they are more."""
LONGEST_LABEL = 12
LONGEST_NAMES = 20
LONGEST_TITLE = 60
FOOT: Buttons = (
    (Button("report-digest-choose", AskDigest()), Button("report-export", AskExport())),
    (Button("desk-back", ShowDesk()),),
)


@conversation.command("report")
def report(turn: Turn) -> None:
    """Show how the facilitator's cohorts go."""
    _show_all(turn, joined_facilitator(turn.session, turn.chat_id))


@conversation.tap(ShowReports)
def show_reports(turn: Turn, tap: ShowReports) -> None:
    """Do the same from a button."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.take_buttons_away()
    _show_all(turn, facilitator)


@conversation.tap(ShowReport)
def show_report(turn: Turn, tap: ShowReport) -> None:
    """Show one cohort."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    _show(turn, run_cohort(turn.session, facilitator, tap.cohort))


@conversation.tap(ShowNeeds)
def show_needs(turn: Turn, tap: ShowNeeds) -> None:
    """Show further pairs that may like a hand."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    turn.take_buttons_away()
    _show_needs(turn, cohort, skip=tap.skip)


def _show_all(turn: Turn, facilitator: Facilitator) -> None:
    turn.wait_for(None)
    cohorts = cohorts_run_by(turn.session, facilitator)
    if not cohorts:
        turn.say("report-no-cohort", buttons=[[Button("desk-back", ShowDesk())]])
    elif len(cohorts) <= AT_ONCE:
        for cohort in cohorts:
            _show(turn, cohort)
    else:
        which = [
            [Button("report-cohort", ShowReport(cohort=cohort.id), {"name": cohort.name})]
            for cohort in cohorts
        ]
        turn.say("report-which", buttons=[*which, *FOOT])


def _show(turn: Turn, cohort: Cohort) -> None:
    grid = grid_of(turn.session, now=turn.now, cohort=cohort)
    if not grid.rows:
        turn.say("report-no-pairs", {"cohort": cohort.name}, buttons=FOOT)
        return
    figures = figures_of(turn.session, now=turn.now, cohort=cohort)
    is_short = len(grid.rows) <= ALT_IN_CAPTION
    is_named = not is_short or len(grid.rows) <= NAMED_IN_CAPTION
    in_words = [_in_words(row, is_named=is_named) for row in grid.rows]
    args: Args = {
        "cohort": _cut(cohort.name, LONGEST_TITLE),
        "first": grid.monday.isoformat(),
        "last": grid.until.isoformat(),
        "workshops": ", ".join(str(number) for number, _ in grid.workshops) or "none",
        "asked": figures.asked if figures else 0,
        "answered": figures.answered if figures else 0,
        "short": is_short,
        "pairs": in_words if is_short else [],
    }
    outbox.show_picture(
        turn.session,
        now=turn.now,
        chat_id=turn.chat_id,
        picture=_short(grid).to_document(),
        copy="report-picture",
        args=args,
    )
    for start in range(0, 0 if is_short else len(in_words), ALT_AT_ONCE):
        part = in_words[start : start + ALT_AT_ONCE]
        turn.say("report-in-words", {"cohort": cohort.name, "pairs": part})
    _show_needs(turn, cohort, skip=0)


def _short(grid: Grid) -> Grid:
    """Return the grid with names that fit, for the picture cuts them anyway."""
    rows = tuple(replace(row, names=row.names[:80]) for row in grid.rows)
    return replace(grid, rows=rows)


def _in_words(row: Row, *, is_named: bool) -> Line:
    asked = [cell.asked for cell in row.cells]
    going = [cell.going for cell in row.cells]
    return line(
        "report-row",
        label=_cut(row.label, LONGEST_LABEL),
        names=(_cut(row.names, LONGEST_NAMES) if is_named else "") or "none",
        both=asked.count(Asked.BOTH),
        one=asked.count(Asked.ONE),
        unanswered=asked.count(Asked.PROMPTED),
        progress=going.count(Going.PROGRESS),
        stuck=going.count(Going.STUCK),
    )


def _show_needs(turn: Turn, cohort: Cohort, *, skip: int) -> None:
    found = needs_of(turn.session, now=turn.now, cohort=cohort)
    shown = found[skip : skip + PAIRS_AT_ONCE]
    if not shown:
        turn.say("report-needs-none", {"cohort": cohort.name}, buttons=FOOT)
        return
    rest = len(found) - skip - len(shown)
    more = Button("report-more", ShowNeeds(cohort=cohort.id, skip=skip + len(shown)))
    buttons: Buttons = [
        *(row for each in shown for row in _help(each)),
        [more] if rest > 0 else [],
        *FOOT,
    ]
    args: Args = {"cohort": cohort.name, "pairs": [_need(each) for each in shown], "more": rest}
    turn.say("report-needs", args, buttons=buttons)


def _need(needs: Needs) -> Line:
    return line(
        "report-need",
        label=needs.label,
        names=needs.names or "none",
        quiet=needs.quiet_since.isoformat() if needs.quiet_since else "none",
        resting=needs.resting_until.isoformat() if needs.resting_until else "none",
        stuck=needs.stuck_since.isoformat() if needs.stuck_since else "none",
        lost=", ".join(needs.lost) or "none",
        awaited=", ".join(needs.awaited) or "none",
    )


def _help(needs: Needs) -> Buttons:
    """Return the row of help for one pair; none where nobody can be written to."""
    if not needs.can_be_reached:
        return ()
    args = {"label": _cut(needs.label, LONGEST_LABEL)}
    if needs.resting_until is not None:
        return ((Button("report-write", WritePair(pair=needs.pair_id), args),),)
    return (
        (
            Button("report-nudge", Nudge(pair=needs.pair_id), args),
            Button("report-write", WritePair(pair=needs.pair_id), args),
            Button("report-rest", RestPair(pair=needs.pair_id), args),
        ),
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
