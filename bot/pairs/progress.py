"""How it is going, as one half of a pair says it to the other."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.model import UPDATES_TO_TELL, Note, ProgressUpdate
from bot.pairs.notes import NOTE, vanish
from bot.pairs.partners import partner_of
from bot.pairs.relay import Files, News, tell
from bot.pairs.states import ProgressState
from bot.pairs.talks import Part
from bot.people.model import Member
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import Piece, Shares
from bot.sharing.said import Said
from bot.store.due import part

KINDS = {Part.HAPPENED: "progress", Part.OBSTACLE: "obstacle"}
"""The kinds of the pieces of an update."""
TIME_FOR_WORDS = timedelta(minutes=10)
"""How long a state waits for words that may go with it, so that the partner gets one message."""
SECOND_THOUGHT = timedelta(minutes=2)


def say_state(
    session: Session, *, now: datetime, member: Member, state: ProgressState
) -> ProgressUpdate:
    """Save how it is going; saying it again at once corrects it instead of saying it twice."""
    update = _just_said(session, member, now=now)
    if update is None:
        update = ProgressUpdate(pair_id=member.pair_id, member_id=member.id, said_at=now)
        session.add(update)
    update.state = state
    update.tell_at = now + TIME_FOR_WORDS
    session.flush()
    return update


def _just_said(session: Session, member: Member, *, now: datetime) -> ProgressUpdate | None:
    """Return an update of a moment ago that nobody was told of and that has no words."""
    return session.scalar(
        sa.select(ProgressUpdate)
        .where(
            ProgressUpdate.pair_id == member.pair_id,
            ProgressUpdate.member_id == member.id,
            ProgressUpdate.said_at > now - SECOND_THOUGHT,
            ProgressUpdate.tell_at.is_not(None),
            ProgressUpdate.happened.is_(None),
            ProgressUpdate.obstacle.is_(None),
        )
        .order_by(ProgressUpdate.id.desc())
        .limit(1)
    )


def first_part(state: ProgressState) -> Part:
    """Return which words are asked for first."""
    return Part.OBSTACLE if state is ProgressState.STUCK else Part.HAPPENED


def takes_words(update: ProgressUpdate) -> bool:
    """Tell whether words can still go with the update: not once the partner has read some."""
    return update.words_shared_at is None


def add_words(
    session: Session,
    *,
    now: datetime,
    member: Member,
    update: ProgressUpdate,
    part: Part,
    said: Said,
) -> bool:
    """Add one message to an update; return whether it is the first of its part."""
    kind = KINDS[part]
    is_first = not pieces.pieces_of(session, kind=kind, ref_id=update.id)
    pieces.add_piece(session, now=now, member=member, kind=kind, ref_id=update.id, said=said)
    words_changed(session, now=now, member=member, update=update)
    return is_first


def add_note(
    session: Session, *, now: datetime, member: Member, update: ProgressUpdate, note: Note
) -> None:
    """Let a note become the words of an update."""
    kind = KINDS[first_part(update.state)]
    pieces.move_pieces(session, kind=NOTE, ref_id=note.id, to_kind=kind, to_ref_id=update.id)
    vanish(note)
    words_changed(session, now=now, member=member, update=update)


def words_changed(
    session: Session, *, now: datetime, member: Member, update: ProgressUpdate
) -> None:
    """Take the words from the pieces, and start the two minutes anew where a partner is there."""
    read_words(session, update)
    partner = partner_of(session, member)
    if partner is None:
        return
    if update.tell_at is not None:
        # The words take the state along, unless their writer never decides about them.
        update.tell_at = now + TIME_FOR_WORDS
    thing = ToShare(
        kind=Shares.PROGRESS,
        ref_id=update.id,
        words=words_of(update),
        files=pieces.files_of(pieces_of(session, update)),
        copy="progress-held",
        args={"partner": partner.name},
    )
    sharing.hold(session, now=now, member=member, thing=thing)


def read_words(session: Session, update: ProgressUpdate) -> None:
    """Take an update's words from its pieces."""
    session.flush()
    update.happened = _words(session, update, Part.HAPPENED)
    update.obstacle = _words(session, update, Part.OBSTACLE)


def _words(session: Session, update: ProgressUpdate, part: Part) -> str | None:
    told = pieces.pieces_of(session, kind=KINDS[part], ref_id=update.id)
    return pieces.words_of(told) or None


def pieces_of(session: Session, update: ProgressUpdate) -> Sequence[Piece]:
    """Return the messages that make up an update, what is in the way first."""
    return [
        piece
        for part in (Part.OBSTACLE, Part.HAPPENED)
        for piece in pieces.pieces_of(session, kind=KINDS[part], ref_id=update.id)
    ]


def words_of(update: ProgressUpdate) -> str:
    """Return all words of an update, what is in the way first."""
    return "\n\n".join(words for words in (update.obstacle, update.happened) if words)


def finish(session: Session, *, now: datetime, member: Member, update: ProgressUpdate) -> None:
    """**Done for now**: the partner need not wait for words that will not come."""
    words = sharing.live_hold(session, kind=Shares.PROGRESS, ref_id=update.id)
    if update.tell_at is not None and words is None:
        tell_state(session, now=now, member=member, update=update)


def tell_state(session: Session, *, now: datetime, member: Member, update: ProgressUpdate) -> None:
    """Tell the partner of the state alone."""
    update.tell_at = None
    partner = partner_of(session, member)
    if partner is not None:
        tell(session, now=now, reader=partner, news=_news(member, update, words="", files=()))


def tell_words(session: Session, *, now: datetime, member: Member, update: ProgressUpdate) -> bool:
    """Give the partner the state and the words; return whether there is a partner."""
    update.tell_at = None
    partner = partner_of(session, member)
    if partner is None:
        return False
    update.words_shared_at = now
    files = pieces.files_of(pieces_of(session, update))
    news = _news(member, update, words=words_of(update), files=files)
    tell(session, now=now, reader=partner, news=news)
    return True


def _news(member: Member, update: ProgressUpdate, *, words: str, files: Files) -> News:
    return News(
        copy="progress-told",
        args={"name": member.name, "state": update.state.value},
        words=words,
        files=files,
        about=f"update:{update.id}",
    )


def erase_words(session: Session, *, now: datetime, update: ProgressUpdate) -> None:
    """Erase the words, here and in the chat; the state stays and waits for new ones."""
    for kind in KINDS.values():
        pieces.scrub(session, now=now, kind=kind, ref_id=update.id)
    update.happened = update.obstacle = None
    update.tell_at = now + TIME_FOR_WORDS


@part(UPDATES_TO_TELL)
def tell_due(session: Session, now: datetime, limit: int) -> int:
    """Tell partners of states that no words came for: a part of the planner."""
    updates = UPDATES_TO_TELL.rows(session, now, limit)
    for update in updates:
        member = session.get_one(Member, update.member_id)
        tell_state(session, now=now, member=member, update=update)
    return len(updates)


def seen_by(session: Session, viewer: Member, *, limit: int) -> Sequence[ProgressUpdate]:
    """Return the newest updates that this member may see, the newest first.

    Their own; and those their present partner said since the two were a pair here.
    """
    partner = partner_of(session, viewer)
    visible = ProgressUpdate.member_id == viewer.id
    if partner is not None:
        theirs = sa.and_(
            ProgressUpdate.member_id == partner.id,
            ProgressUpdate.said_at >= viewer.joined_at,
            ProgressUpdate.tell_at.is_(None),
        )
        visible = sa.or_(visible, theirs)
    return session.scalars(
        sa.select(ProgressUpdate)
        .where(ProgressUpdate.pair_id == viewer.pair_id, visible)
        .order_by(ProgressUpdate.said_at.desc(), ProgressUpdate.id.desc())
        .limit(limit)
    ).all()


def files_seen_by(session: Session, viewer: Member, update: ProgressUpdate) -> Files:
    """Return the files of an update that this member may see."""
    own = update.member_id == viewer.id
    if not own and update.words_shared_at is None:
        return ()
    return pieces.files_of(pieces_of(session, update))


def words_seen_by(viewer: Member, update: ProgressUpdate) -> str:
    """Return the words of an update that this member may see, "" for none."""
    own = update.member_id == viewer.id
    return words_of(update) if own or update.words_shared_at is not None else ""
