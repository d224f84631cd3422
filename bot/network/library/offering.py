"""Makes an entry of the library from an ask that is over; everybody who wrote must agree."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network import check
from bot.network.asking.model import Ask, AskState
from bot.network.exchanging.model import Exchange, Response, ResponseKind, ResponseState
from bot.network.library import news
from bot.network.library.model import ENTRIES_TO_LAPSE, Entry, EntryState, EntryWish
from bot.network.peers.meaning import vector
from bot.people.model import Member
from bot.sharing.said import Said
from bot.store.due import part

PATIENCE = timedelta(days=14)
LONGEST_QUESTION = 500
TAKEN = (EntryState.PROPOSED, EntryState.PUBLISHED, EntryState.HIDDEN)
NO_ANSWERS = (ResponseKind.THANKS,)


def may_keep(session: Session, ask: Ask) -> bool:
    """Tell whether an entry can be made of an ask: it is over, and somebody answered."""
    is_over = ask.state is AskState.CLOSED and not ask.hidden and bool(ask.question)
    return is_over and bool(answers_of(session, ask))


def answers_of(session: Session, ask: Ask) -> Sequence[Response]:
    """Return what may stand in an entry, in order: what helped, or every answer if nothing did.

    What somebody wrote who is gone cannot be asked for, so it is not among them.
    """
    found = session.scalars(
        sa.select(Response)
        .join(Exchange, Exchange.id == Response.exchange_id)
        .join(Member, Member.id == Response.member_id)
        .where(
            Exchange.ask_id == ask.id,
            ~Response.from_asker,
            Response.state == ResponseState.SENT,
            Response.kind.not_in(NO_ANSWERS),
            Response.words.is_not(None),
            Member.left_at.is_(None),
        )
        .order_by(Response.sent_at, Response.id)
    ).all()
    return [each for each in found if each.helped] or found


def draft(session: Session, *, now: datetime, ask: Ask) -> Entry:
    """Return the entry that is being made of an ask, a new one where there is none.

    Raises `RefusalError` when it cannot be, or is made already.
    """
    if not may_keep(session, ask):
        raise RefusalError("library-cannot")
    entry = session.scalar(sa.select(Entry).where(Entry.ask_id == ask.id).with_for_update())
    if entry is None:
        entry = Entry(
            ask_id=ask.id,
            state=EntryState.DRAFT,
            question=ask.question,
            told="",
            topics=ask.topics,
            left_out="",
            proposed_at=now,
        )
        session.add(entry)
        session.flush()
    if entry.state in TAKEN:
        raise RefusalError("library-made-already")
    if entry.state is not EntryState.DRAFT:  # refused or lapsed before: they may try once more
        entry.state, entry.question, entry.left_out = EntryState.DRAFT, ask.question, ""
        entry.topics = ask.topics
        session.execute(sa.delete(EntryWish).where(EntryWish.entry_id == entry.id))
    return entry


def require_draft(entry: Entry) -> None:
    """Raise `RefusalError` once it was offered or dropped."""
    if entry.state is not EntryState.DRAFT:
        raise RefusalError("library-moved-on")


def kept_answers(session: Session, entry: Entry) -> list[Response]:
    """Return the answers that stand in the entry."""
    out = {int(number) for number in entry.left_out.split()}
    return [each for each in answers_of(session, ask_of(session, entry)) if each.id not in out]


def ask_of(session: Session, entry: Entry) -> Ask:
    """Return what the entry is made of; raises `RefusalError` when that is gone."""
    ask = session.get(Ask, entry.ask_id) if entry.ask_id is not None else None
    if ask is None:
        raise RefusalError("library-moved-on")
    return ask


def toggle(entry: Entry, response_id: int) -> None:
    """Leave an answer out, or put it back."""
    require_draft(entry)
    out = entry.left_out.split()
    number = str(response_id)
    entry.left_out = " ".join(
        [each for each in out if each != number] if number in out else [*out, number]
    )


def reword(entry: Entry, said: Said) -> None:
    """Take other words for the question; the words of others are never altered."""
    require_draft(entry)
    if said.file_id is not None or not said.text:
        raise RefusalError("library-words-only")
    if len(said.text) > LONGEST_QUESTION:
        raise RefusalError("library-long", longest=LONGEST_QUESTION)
    entry.question = said.text


def drop(entry: Entry) -> None:
    """Make no entry of it."""
    require_draft(entry)
    empty(entry, EntryState.REFUSED)


def findings(session: Session, *, now: datetime, entry: Entry) -> list[str]:
    """Return what the whole text seems to give away about anybody who wrote."""
    text = "\n\n".join(parts_of(session, entry))
    found: dict[str, None] = {}
    for writer in writers_of(session, entry):
        kinds = check.findings(session, now=now, words=text, member=writer, named=False)
        found |= dict.fromkeys(kinds)
    return list(found)


def parts_of(session: Session, entry: Entry) -> list[str]:
    """Return the texts of a draft: the question, the answers, and what came of it."""
    answers = [each.words or "" for each in kept_answers(session, entry)]
    outcome = ask_of(session, entry).outcome
    return [entry.question, *answers, *([outcome] if outcome else [])]


def writers_of(session: Session, entry: Entry) -> list[Member]:
    """Return who must agree: both of the pair that asked, and who wrote an answer in it."""
    ask = ask_of(session, entry)
    answering = {each.member_id for each in kept_answers(session, entry)}
    return list(
        session.scalars(
            sa.select(Member)
            .where(
                Member.left_at.is_(None),
                Member.joined_at.is_not(None),
                Member.id.in_(answering) | (Member.pair_id == ask.pair_id),
            )
            .order_by(Member.id)
        )
    )


def offer(session: Session, *, now: datetime, member: Member, entry: Entry) -> bool:
    """Ask everybody who wrote; who offers it agrees by that. Returns whether it is kept at once.

    Raises `RefusalError` when nothing but the question would stand in it.
    """
    require_draft(entry)
    answers = kept_answers(session, entry)
    if not answers:
        raise RefusalError("library-no-answer")
    ask = ask_of(session, entry)
    entry.told = "\n\n".join(each.words or "" for each in answers)
    entry.outcome = ask.outcome
    entry.state, entry.proposed_at, entry.lapses_at = EntryState.PROPOSED, now, now + PATIENCE
    writers = writers_of(session, entry)
    session.add_all(EntryWish(entry_id=entry.id, member_id=each.id) for each in writers)
    session.flush()
    for each in writers:
        if each.id != member.id:
            news.ask_writer(session, now=now, entry=entry, reader=each)
    return agree(session, now=now, member=member, entry=entry)


def agree(session: Session, *, now: datetime, member: Member, entry: Entry) -> bool:
    """Say yes; return whether all agreed by that, so that everybody can read it now."""
    if entry.state is not EntryState.PROPOSED:
        raise RefusalError("library-moved-on")
    wish = wish_of(session, entry, member)
    wish.agrees, wish.said_at = True, now
    session.flush()
    if not all(each.agrees for each in _wishes_here(session, entry)):
        return False
    _publish(session, now=now, entry=entry)
    return True


def wish_of(session: Session, entry: Entry, member: Member) -> EntryWish:
    """Return what a member said to an entry; raises `RefusalError` unless they wrote in it."""
    wish = session.get(EntryWish, (entry.id, member.id))
    if wish is None:
        raise RefusalError("refused-not-yours")
    return wish


def has_part(session: Session, entry: Entry, member: Member) -> bool:
    """Tell whether the member agreed to this entry, and can take that back."""
    wish = session.get(EntryWish, (entry.id, member.id))
    return wish is not None and wish.agrees is True


def _wishes_here(session: Session, entry: Entry) -> Sequence[EntryWish]:
    return session.scalars(
        sa.select(EntryWish)
        .join(Member, Member.id == EntryWish.member_id)
        .where(EntryWish.entry_id == entry.id)
    ).all()


def _publish(session: Session, *, now: datetime, entry: Entry) -> None:
    entry.state, entry.published_at, entry.lapses_at = EntryState.PUBLISHED, now, None
    entry.meaning = vector("\n\n".join(part for part in (entry.question, entry.told) if part))
    news.take_buttons_away(session, now=now, entry=entry)
    for each in _people(session, entry):
        news.tell_published(session, now=now, entry=entry, reader=each)


def _people(session: Session, entry: Entry) -> Sequence[Member]:
    return session.scalars(
        sa.select(Member)
        .join(EntryWish, EntryWish.member_id == Member.id)
        .where(EntryWish.entry_id == entry.id, Member.left_at.is_(None))
        .order_by(Member.id)
    ).all()


def refuse(session: Session, *, now: datetime, member: Member, entry: Entry) -> None:
    """Say no, or take the yes back: it goes, and nobody hears who said so."""
    wish = wish_of(session, entry, member)
    if entry.state not in TAKEN:
        raise RefusalError("library-moved-on")
    was_published = entry.state is not EntryState.PROPOSED
    wish.agrees, wish.said_at = False, now
    others = [each for each in _people(session, entry) if each.id != member.id]
    news.take_buttons_away(session, now=now, entry=entry)
    empty(entry, EntryState.REMOVED if was_published else EntryState.REFUSED)
    for each in others:
        news.tell_gone(session, now=now, reader=each, was_published=was_published)


def empty(entry: Entry, state: EntryState) -> None:
    """Leave the row without words."""
    entry.state, entry.lapses_at = state, None
    entry.question = entry.told = entry.topics = entry.left_out = ""
    entry.outcome = entry.meaning = None


@part(ENTRIES_TO_LAPSE)
def lapse_due(session: Session, now: datetime, limit: int) -> int:
    """Let offers go that not everybody answered in time: a part of the planner."""
    due = ENTRIES_TO_LAPSE.rows(session, now, limit)
    for entry in due:
        news.take_buttons_away(session, now=now, entry=entry)
        empty(entry, EntryState.REFUSED)
    return len(due)
