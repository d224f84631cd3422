"""Holds what another person is to see for two minutes, and checks it first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, line
from bot.post.model import OutboxMessage
from bot.sharing.model import HeldFile, Hold, Shares, Waiting
from bot.sharing.rules import FindingKind, find_identifiers
from bot.sharing.taps import ChangeIt, KeepToMyself, NotAPatient, SendNow, WordsFine

WAIT = timedelta(minutes=2)
ALIVE = (Waiting.WAITING, Waiting.CHECKING)


@dataclass(frozen=True, kw_only=True)
class ToShare:
    """Something that waits: what it is, its words and files, and what its writer is told."""

    kind: Shares
    ref_id: int
    words: str
    files: Sequence[tuple[HeldFile, str]] = ()
    copy: str
    args: Args
    more: Buttons = ()
    """Buttons of the thing's own, below those of every wait."""
    found: Sequence[str] | None = None
    """For what leaves the pair: what a check found in the words, as `hold-found` knows it."""


def hold(session: Session, *, now: datetime, member: Member, thing: ToShare) -> Hold:
    """Start, or start anew, the two minutes of `thing` and show its writer the buttons."""
    found = live_hold(session, kind=thing.kind, ref_id=thing.ref_id)
    held = found or Hold(member_id=member.id, kind=thing.kind, ref_id=thing.ref_id)
    held.release_at, held.state, held.cleared = now + WAIT, Waiting.WAITING, False
    session.add(held)
    session.flush()
    _take_card_down(session, held, now=now)
    copy, args, buttons = _card(held, thing, today=now.date())
    buttons = [*buttons, *thing.more]
    card = outbox.say(
        session, now=now, chat_id=member.chat_id or 0, copy=copy, args=args, buttons=buttons
    )
    held.card_id = card.id
    return held


def _card(held: Hold, thing: ToShare, *, today: date) -> tuple[str, Args, Buttons]:
    kinds = _found(thing, today=today)
    has_photo = any(kind is HeldFile.PHOTO for kind, _ in thing.files)
    change, keep = _change_or_keep(held)
    if kinds:
        held.state = Waiting.CHECKING
        found = [line("hold-found", kind=kind) for kind in kinds]
        cleared = WordsFine(hold=held.id) if has_photo else NotAPatient(hold=held.id)
        copy, fine = _question(thing, kinds)
        return copy, {"found": found}, [[change], [Button(fine, cleared)], [keep]]
    if has_photo:
        held.state = Waiting.CHECKING
        copy, buttons = photo_card(held)
        return copy, {}, buttons
    send = Button("hold-send-now", SendNow(hold=held.id))
    return thing.copy, thing.args, [[send, change], [keep]]


def _found(thing: ToShare, *, today: date) -> list[str]:
    """Return what the words seem to hold, each kind once and in order."""
    if thing.found is not None:
        return list(thing.found)
    findings = find_identifiers(thing.words, today=today)
    return list(dict.fromkeys(finding.kind.value for finding in findings))


def _question(thing: ToShare, kinds: Sequence[str]) -> tuple[str, str]:
    """Return what is asked about what was found, and the label of "yes, let it go"."""
    if thing.found is None:
        return "hold-check-words", "hold-not-a-patient"
    number = FindingKind.NHS_NUMBER in kinds
    return "hold-check-outside", "hold-not-a-patients-number" if number else "hold-fine"


def photo_card(held: Hold) -> tuple[str, Buttons]:
    """Return what is asked about a photo, and the buttons."""
    change, keep = _change_or_keep(held)
    fine = Button("hold-photo-fine", NotAPatient(hold=held.id))
    return "hold-check-photo", [[fine], [change], [keep]]


def _change_or_keep(held: Hold) -> tuple[Button, Button]:
    return (
        Button("hold-change", ChangeIt(hold=held.id)),
        Button("hold-keep", KeepToMyself(hold=held.id)),
    )


def clear(held: Hold, *, now: datetime) -> None:
    """Note that the writer says it identifies no patient; it goes at once."""
    held.cleared, held.state, held.release_at = True, Waiting.WAITING, now


def end(session: Session, held: Hold, state: Waiting, *, now: datetime) -> None:
    """End a wait: shared, kept or changed."""
    held.state = state
    _take_card_down(session, held, now=now)


def _take_card_down(session: Session, held: Hold, *, now: datetime) -> None:
    card = leave_card(session, held)
    if card is not None:
        outbox.take_buttons_away(session, now=now, target=card)


def leave_card(session: Session, held: Hold) -> OutboxMessage | None:
    """Return the message with the buttons, to be changed by who asks; the wait forgets it."""
    card = session.get(OutboxMessage, held.card_id) if held.card_id is not None else None
    held.card_id = None
    return card


def live_hold(session: Session, *, kind: Shares, ref_id: int) -> Hold | None:
    """Return the wait of this thing that has not ended."""
    return session.scalar(
        sa.select(Hold).where(Hold.kind == kind, Hold.ref_id == ref_id, Hold.state.in_(ALIVE))
    )
