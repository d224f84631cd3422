"""A file of people, sent as a document: fetched, read, and answered with the invitations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.access import facilitator_of, joined_facilitator, run_cohort
from bot.errors import RefusalError
from bot.pairs import drafting
from bot.pairs.cohorts import cohorts_run_by
from bot.pairs.desk_talks import HoldingFile, SendingFile
from bot.pairs.desk_taps import FileIsFor, SendFile
from bot.pairs.drafting import Draft
from bot.pairs.files import MOST_BYTES, ask_for_file
from bot.pairs.importing import import_people
from bot.pairs.model import Cohort, CohortFile
from bot.pairs.roster import RosterFault, read_roster
from bot.pairs.template import as_csv, corrected
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Args, Button, line
from bot.privacy import audit
from bot.telegram.copy import Copy
from bot.telegram.incoming import FileKind
from bot.telegram.render import Attachment
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.cohorts import MOST_COHORTS, back_to
from handlers.cohorts_making import go_on
from handlers.invitations import hand_out

conversation = Conversation()

NEW = 0
"""What `FileIsFor` says of a cohort that is still to be made."""
MOST_PEOPLE = 200
"""In one file: they are added in one transaction, for which others wait."""
FAULTS_AT_ONCE = 12
DIFFERENCES_AT_ONCE = 8
TEMPLATE = "cohorts-template"
"""The form of the document that shows how a file of people looks."""


@conversation.tap(SendFile)
def send_file(turn: Turn, tap: SendFile) -> None:
    """Ask for the file, and show what it looks like."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    turn.wait_for(SendingFile(cohort=cohort.id))
    turn.change("cohorts-file-please", {"name": cohort.name}, buttons=[back_to(cohort.id)])
    _show_template(turn.session, now=turn.now, chat_id=turn.chat_id, rows=[])


@conversation.when(SendingFile)
def file_sent(turn: Turn, talk: SendingFile) -> None:
    """Have the file fetched; the cohort stays the one, until a file is sound."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, talk.cohort)
    _ask(turn, facilitator, cohort, _document(turn))


@conversation.guess
def file_out_of_the_blue(turn: Turn) -> bool:
    """Ask whose file it is when a facilitator just sends one that looks like a table."""
    file = turn.heard.file
    if file is None or file.kind is not FileKind.DOCUMENT or not _is_table(file.name):
        return False
    facilitator = facilitator_of(turn.session, turn.chat_id)
    if facilitator is None or facilitator.joined_at is None:
        return False
    turn.wait_for(HoldingFile(file_id=_document(turn)))
    rows = [
        [Button("cohorts-open", FileIsFor(cohort=each.id), {"name": each.name})]
        for each in cohorts_run_by(turn.session, facilitator)[:MOST_COHORTS]
    ]
    new = [Button("cohorts-file-new", FileIsFor(cohort=NEW))]
    turn.say("cohorts-file-whose", buttons=[*rows, new])
    return True


@conversation.tap(FileIsFor)
def file_is_for(turn: Turn, tap: FileIsFor) -> None:
    """Read the file for this cohort, or make one first."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    talk = turn.talk
    if not isinstance(talk, HoldingFile):
        raise RefusalError("cohorts-file-over")
    turn.take_buttons_away()
    if tap.cohort == NEW:
        draft = drafting.draft_of(turn.session, facilitator) or Draft()
        go_on(turn, facilitator, drafting.with_file(draft, talk.file_id))
        return
    _ask(turn, facilitator, run_cohort(turn.session, facilitator, tap.cohort), talk.file_id)


def _is_table(name: str) -> bool:
    return name.casefold().endswith((".csv", ".txt", ".tsv", ".xlsx", ".xls", ".ods"))


def _document(turn: Turn) -> str:
    """Return the file that was sent; raises `RefusalError` for anything else."""
    file = turn.heard.file
    if file is None or file.kind is not FileKind.DOCUMENT:
        raise RefusalError("cohorts-file-as-document")
    if file.name.casefold().endswith((".xlsx", ".xls", ".ods")):
        raise RefusalError("cohorts-file-save-as-csv")
    if file.size > MOST_BYTES:
        raise RefusalError("cohorts-file-big", most=MOST_BYTES // 1000)
    return file.file_id


def _ask(turn: Turn, facilitator: Facilitator, cohort: Cohort, file_id: str) -> None:
    ask_for_file(
        turn.session, now=turn.now, facilitator=facilitator, cohort=cohort, file_id=file_id
    )
    turn.wait_for(SendingFile(cohort=cohort.id))
    turn.say("cohorts-file-reading", {"name": cohort.name})


def read_file(session: Session, now: datetime, asked: CohortFile, data: bytes | None) -> None:
    """Read a fetched file and answer who sent it, unless it is no business of theirs any more."""
    facilitator = session.get_one(Facilitator, asked.facilitator_id)
    chat_id = facilitator.chat_id
    if chat_id is None or facilitator.removed_at is not None:
        return
    try:
        cohort = run_cohort(session, facilitator, asked.cohort_id)
    except RefusalError:
        return
    if data is None:
        outbox.say(session, now=now, chat_id=chat_id, copy="cohorts-file-lost")
    elif len(data) > MOST_BYTES:
        args: Args = {"most": MOST_BYTES // 1000}
        outbox.say(session, now=now, chat_id=chat_id, copy="cohorts-file-big", args=args)
    else:
        _import(session, now, facilitator, cohort, data)


def _import(
    session: Session, now: datetime, facilitator: Facilitator, cohort: Cohort, data: bytes
) -> None:
    chat_id = facilitator.chat_id or 0
    roster = read_roster(data)
    if roster.faults:
        _say_faults(session, roster.faults, now=now, chat_id=chat_id)
        rows = corrected(data, roster.faults)
        _show_template(session, now=now, chat_id=chat_id, rows=rows)
        return
    if len(roster.rows) > MOST_PEOPLE:
        args: Args = {"most": MOST_PEOPLE, "count": len(roster.rows)}
        outbox.say(session, now=now, chat_id=chat_id, copy="cohorts-file-many", args=args)
        return
    imported = import_people(session, now=now, cohort=cohort, rows=roster.rows)
    actor, subject = f"facilitator:{facilitator.id}", f"cohort:{cohort.id}"
    audit.note(session, now=now, actor=actor, act="people-added", subject=subject)
    new = sum(place.secrets is not None for place in imported.places)
    shown = imported.differences[:DIFFERENCES_AT_ONCE]
    outbox.say(
        session,
        now=now,
        chat_id=chat_id,
        copy="cohorts-file-done",
        args={
            "name": cohort.name,
            "new": new,
            "there": len(imported.places) - new,
            "differences": [line("cohorts-difference", text=text) for text in shown],
            "differ": len(imported.differences),
            "more": len(imported.differences) - len(shown),
        },
        buttons=[back_to(cohort.id)],
    )
    hand_out(session, now=now, chat_id=chat_id, cohort=cohort, places=imported.places)


def _say_faults(
    session: Session, faults: Sequence[RosterFault], *, now: datetime, chat_id: int
) -> None:
    lines = [
        line(
            "cohorts-fault",
            row=fault.row,
            column=fault.column.value if fault.column else "",
            placed=fault.column is not None,
            problem=fault.problem,
            instead=fault.instead,
        )
        for fault in faults[:FAULTS_AT_ONCE]
    ]
    args: Args = {"faults": lines, "count": len(faults), "more": len(faults) - len(lines)}
    outbox.say(session, now=now, chat_id=chat_id, copy="cohorts-file-faults", args=args)


def _show_template(session: Session, *, now: datetime, chat_id: int, rows: list[list[str]]) -> None:
    outbox.show_document(
        session,
        now=now,
        chat_id=chat_id,
        document={"form": TEMPLATE, "rows": rows},
        copy="cohorts-template-theirs" if rows else "cohorts-template",
    )


def write_template(asked: dict[str, Any], copy: Copy) -> Attachment:
    """Return a file of people: the one that was sent with what to change, or an example."""
    name = copy.label("cohorts-template-name")
    if asked["rows"]:
        return name, as_csv(asked["rows"])
    return name, copy.label("cohorts-template-body").encode("utf-8-sig")
