"""What becomes of progress, steps, messages and wordings when their two minutes are over."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.pairs import answering, challenge, notes, progress, steps
from bot.pairs.model import Challenge, NextStep, Note, NoteKind, Pair, ProgressUpdate
from bot.pairs.notes import NOTE
from bot.pairs.partners import partner_of
from bot.pairs.relay import Files, News, pass_on, tell
from bot.pairs.talks import (
    TellingProgress,
    WritingChallenge,
    WritingMessage,
    WritingStep,
    talk_of,
    wait_for,
)
from bot.pairs.taps import AnswerNote, WriteToPartner
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.post.model import Priority
from bot.post.outbox import Posting
from bot.post.talk import Talk
from bot.sharing import pieces


class ProgressSharer:
    """The words of a progress update."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Give the partner the state with the words."""
        update = session.get_one(ProgressUpdate, ref_id)
        told = progress.tell_words(session, now=now, member=member, update=update)
        _end_talk(session, member, TellingProgress)
        if not told:
            _say(session, now, member, "notes-nobody-there")

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Let the partner have the state alone."""
        update = session.get_one(ProgressUpdate, ref_id)
        progress.tell_state(session, now=now, member=member, update=update)
        _end_talk(session, member, TellingProgress)

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase the words and wait for new ones."""
        update = session.get_one(ProgressUpdate, ref_id)
        progress.erase_words(session, now=now, update=update)
        part = progress.first_part(update.state)
        wait_for(
            session,
            member,
            TellingProgress(update=ref_id, part=part, since=now.isoformat(), screen=0),
        )
        _say(session, now, member, "progress-anew")


class StepSharer:
    """A next step, told to the partner or asked of them."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Tell the partner, or ask them."""
        step = session.get_one(NextStep, ref_id)
        answering.share_step(session, now=now, member=member, step=step)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:  # noqa: ARG002 - as the protocol has it
        """It stays the writer's own step."""
        step = session.get_one(NextStep, ref_id)
        answering.keep_step(session, now=now, step=step)

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase the step and ask anew what it is."""
        step = session.get_one(NextStep, ref_id)
        steps.erase(session, now=now, step=step)
        talk = WritingStep(update=step.update_id or 0, since=now.isoformat())
        wait_for(session, member, talk)
        _say(session, now, member, "step-anew")


class MessageSharer:
    """A message to the partner."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Pass the message on, with its writer's name and a way to answer."""
        note = session.get_one(Note, ref_id)
        partner = partner_of(session, member)
        if partner is None:
            notes.keep_for_self(note)
            _say(session, now, member, "notes-nobody-there")
            return
        note.passed_on_at = now
        news = News(
            copy="notes-from-partner",
            args={"name": member.name},
            words=note.words or "",
            files=_files(session, note),
            buttons=((Button("notes-reply", WriteToPartner()),),),
            about=f"note:{note.id}",
            counted=False,  # a person wrote, not Tandem
        )
        tell(session, now=now, reader=partner, news=news)
        _end_talk(session, member, WritingMessage)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:  # noqa: ARG002 - as the protocol has it
        """Make it a note to oneself."""
        notes.keep_for_self(session.get_one(Note, ref_id))
        _end_talk(session, member, WritingMessage)

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase the message and wait for another."""
        notes.forget(session, now=now, note=session.get_one(Note, ref_id))
        wait_for(session, member, WritingMessage(note=0, since=now.isoformat()))
        _say(session, now, member, "notes-anew")


class ReportSharer:
    """A message to the facilitators."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Pass the message on to each facilitator who has joined."""
        note = session.get_one(Note, ref_id)
        readers = notes.readers_of(session, member, note)
        if not readers:
            notes.keep_for_self(note)
            _say(session, now, member, "notes-no-facilitator")
            return
        note.passed_on_at = now
        pair = session.get_one(Pair, member.pair_id)
        news = News(
            copy="notes-from-member",
            args={"name": member.name, "pair": pair.label},
            words=note.words or "",
            files=_files(session, note),
            buttons=((Button("notes-answer", AnswerNote(note=note.id)),),),
            about=f"note:{note.id}",
        )
        how = Posting(priority=Priority.PROMPT, about=news.about, protected=True)
        for reader in readers:
            if reader.chat_id is not None:
                pass_on(session, now=now, chat_id=reader.chat_id, news=news, how=how)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:  # noqa: ARG002 - as the protocol has it
        """Make it a note to oneself."""
        notes.keep_for_self(session.get_one(Note, ref_id))

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase it; the next words are asked about again."""
        notes.forget(session, now=now, note=session.get_one(Note, ref_id))
        _say(session, now, member, "notes-report-anew")


class ChallengeSharer:
    """A new wording of the challenge."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Let the wording count."""
        wording = session.get_one(Challenge, ref_id)
        challenge.use(session, now=now, member=member, wording=wording)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """The challenge stays as it was; the words become a note to oneself."""
        wording = session.get_one(Challenge, ref_id)
        note = Note(member_id=member.id, kind=NoteKind.SELF, words=wording.wording, written_at=now)
        session.add(note)
        session.flush()
        pieces.move_pieces(
            session, kind=challenge.CHALLENGE, ref_id=ref_id, to_kind=NOTE, to_ref_id=note.id
        )
        challenge.erase(session, wording)

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase the wording and wait for another."""
        pieces.scrub(session, now=now, kind=challenge.CHALLENGE, ref_id=ref_id)
        challenge.erase(session, session.get_one(Challenge, ref_id))
        wait_for(session, member, WritingChallenge(since=now.isoformat()))
        _say(session, now, member, "pair-challenge-anew")


def _files(session: Session, note: Note) -> Files:
    return pieces.files_of(pieces.pieces_of(session, kind=NOTE, ref_id=note.id))


def _end_talk(session: Session, member: Member, kind: type[Talk]) -> None:
    """What was let go, or kept, takes no more words."""
    if isinstance(talk_of(session, member), kind):
        wait_for(session, member, None)


def _say(session: Session, now: datetime, member: Member, copy: str) -> None:
    outbox.say(session, now=now, chat_id=member.chat_id or 0, copy=copy)
