"""What a facilitator gets of how it goes: a weekly digest, and tables as files."""

import asyncio
from typing import Any

from sqlalchemy.orm import Session

from bot.access import joined_facilitator
from bot.broadcast.audience import zone_for
from bot.broadcast.taps import ShowDesk
from bot.learning import digest
from bot.learning.exports import Sheet, sheets_of
from bot.learning.files import to_csv, to_workbook
from bot.learning.taps import AskDigest, AskExport, ChooseDigest, Export, Form
from bot.pairs.cohorts import cohorts_run_by
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Button, Buttons
from bot.store.engine import Store
from bot.telegram.render import Attachment
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down

conversation = Conversation()

WEEKDAYS = 7
EXPORT = "export"
NAMES = ("engagement", "progress", "broadcast_answers")
"""The tables, each a file of its own as CSV."""
BACK = (Button("desk-back", ShowDesk()),)


@conversation.tap(AskDigest)
def ask_digest(turn: Turn, tap: AskDigest) -> None:
    """Ask for the morning."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    chosen = digest.chosen_day(turn.session, facilitator)
    day = digest.NEVER if chosen is None else chosen
    buttons = [_days(range(5), day), _days(range(5, WEEKDAYS), day), _days([digest.NEVER], day)]
    turn.say("report-digest-ask", {"day": day}, buttons=[*buttons, BACK])


def _days(days: range | list[int], chosen: int) -> list[Button]:
    return [
        Button("report-digest-day", ChooseDigest(weekday=day), {"day": day, "on": day == chosen})
        for day in days
    ]


@conversation.tap(ChooseDigest)
def choose_digest(turn: Turn, tap: ChooseDigest) -> None:
    """Let it come on this morning, or not at all."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohorts = cohorts_run_by(turn.session, facilitator)
    digest.choose_day(
        turn.session,
        now=turn.now,
        facilitator=facilitator,
        weekday=min(max(tap.weekday, 0), digest.NEVER),
        zone=zone_for(cohorts, turn.house.default_zone),
    )
    turn.change("report-digest-chosen", {"day": tap.weekday}, buttons=[BACK])


@conversation.tap(AskExport)
def ask_export(turn: Turn, tap: AskExport) -> None:
    """Ask which kind of file."""
    joined_facilitator(turn.session, turn.chat_id)
    kinds: Buttons = [[Button(f"report-export-{form}", Export(form=form)) for form in Form], BACK]
    turn.say("report-export-ask", buttons=kinds)


@conversation.tap(Export)
def export(turn: Turn, tap: Export) -> None:
    """Send the files."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    if not cohorts_run_by(turn.session, facilitator):
        turn.change("report-no-cohort", buttons=[BACK])
        return
    write_down(turn, facilitator, "exported", f"facilitator:{facilitator.id}")
    turn.change("report-export-coming")
    for name in ("tandem",) if tap.form is Form.XLSX else NAMES:
        outbox.show_document(
            turn.session,
            now=turn.now,
            chat_id=turn.chat_id,
            document={
                "form": EXPORT,
                "kind": tap.form.value,
                "table": name,
                "facilitator": facilitator.id,
            },
            copy=f"report-export-{name.replace('_', '-')}",
        )


async def write_export(store: Store, asked: dict[str, Any]) -> Attachment:
    """Return the file that a row asks for, of what its facilitator runs when it is sent."""
    sheets = await store.look(lambda session: _sheets(session, asked["facilitator"]))
    kind, name = Form(asked["kind"]), str(asked["table"])
    if kind is Form.XLSX:
        body = await asyncio.to_thread(to_workbook, sheets)
    else:
        body = to_csv(next(sheet for sheet in sheets if sheet.name == name))
    return f"{name}.{kind}", body


def _sheets(session: Session, facilitator_id: int) -> list[Sheet]:
    facilitator = session.get_one(Facilitator, facilitator_id)
    gone = facilitator.removed_at is not None
    cohorts = [] if gone else cohorts_run_by(session, facilitator)
    return sheets_of(session, cohorts, sender=facilitator)
