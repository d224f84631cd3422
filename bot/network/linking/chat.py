"""The chat of four: words wait two minutes, are checked, and go to the others."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.network import check
from bot.network.exchanging.model import ResponseState
from bot.network.linking import links, news
from bot.network.linking.model import Link, LinkMessage, LinkState
from bot.network.linking.talks import WritingInChat
from bot.network.safety.limits import may_relay
from bot.pairs import notes
from bot.pairs.model import Note
from bot.pairs.talks import talk_of, wait_for
from bot.pairs.taps import MorePlaces
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.sharing import actions as sharing
from bot.sharing import pieces
from bot.sharing.actions import ToShare
from bot.sharing.model import Shares
from bot.sharing.said import Said

MESSAGE = "link_message"
"""The kind of a chat message's pieces."""


def require_open(link: Link) -> None:
    """Raise `RefusalError` unless words still go from one to the others."""
    if link.state is not LinkState.OPEN:
        raise RefusalError("link-chat-over")


def write(
    session: Session,
    *,
    now: datetime,
    member: Member,
    link: Link,
    message: LinkMessage | None,
    said: Said,
) -> LinkMessage:
    """Write, or go on writing, to the others; the two minutes start anew."""
    require_open(link)
    if said.file_id is not None or not said.text:
        raise RefusalError("link-words-only")
    if not may_relay(session, now=now, member=member):
        raise RefusalError("responding-enough")
    if message is None or not waits(session, message):
        message = LinkMessage(
            link_id=link.id, member_id=member.id, state=ResponseState.WAITING, written_at=now
        )
        session.add(message)
        session.flush()
    pieces.add_piece(session, now=now, member=member, kind=MESSAGE, ref_id=message.id, said=said)
    hold(session, now=now, member=member, message=message)
    return message


def waits(session: Session, message: LinkMessage) -> bool:
    """Tell whether more words can join it: its two minutes run."""
    live = sharing.live_hold(session, kind=Shares.LINK_MESSAGE, ref_id=message.id)
    return message.state is ResponseState.WAITING and live is not None


def hold(session: Session, *, now: datetime, member: Member, message: LinkMessage) -> None:
    """Read the words from their pieces, check them and start the two minutes, or start anew."""
    link = session.get_one(Link, message.link_id)
    found = pieces.pieces_of(session, kind=MESSAGE, ref_id=message.id)
    message.words = pieces.words_of(found) or None
    words = message.words or ""
    thing = ToShare(
        kind=Shares.LINK_MESSAGE,
        ref_id=message.id,
        words=words,
        copy="link-held",
        args={"others": news.names_beside(member, links.people(session, link))},
        found=check.findings(session, now=now, words=words, member=member, named=True),
    )
    sharing.hold(session, now=now, member=member, thing=thing)


class LinkMessageSharer:
    """Words for the others of a chat."""

    def share(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Bring them to the others; when the chat is over they become a note."""
        message = session.get_one(LinkMessage, ref_id)
        link = session.get_one(Link, message.link_id)
        _end_talk(session, member)
        if link.state is not LinkState.OPEN:
            _too_late(session, now=now, member=member, message=message)
            return
        message.state, message.sent_at = ResponseState.SENT, now
        everybody = links.people(session, link)
        news.pass_on(session, now=now, message=message, writer=member, link=link, people=everybody)

    def keep(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Make them a note to oneself."""
        _end_talk(session, member)
        message = session.get_one(LinkMessage, ref_id)
        notes.keep_for_self(_take_out(session, now=now, member=member, message=message))

    def take_back(self, session: Session, now: datetime, member: Member, ref_id: int) -> None:
        """Erase them and wait for other words."""
        message = session.get_one(LinkMessage, ref_id)
        pieces.scrub(session, now=now, kind=MESSAGE, ref_id=message.id)
        message.state, message.words = ResponseState.KEPT, None
        talk = WritingInChat(link=message.link_id, message=0, since=now.isoformat())
        wait_for(session, member, talk)
        outbox.say(session, now=now, chat_id=member.chat_id or 0, copy="responding-anew")


def _too_late(session: Session, *, now: datetime, member: Member, message: LinkMessage) -> None:
    note = _take_out(session, now=now, member=member, message=message)
    where = Button("responding-choose-place", MorePlaces(note=note.id))
    outbox.say(
        session,
        now=now,
        chat_id=member.chat_id or 0,
        copy="responding-too-late",
        buttons=[[where]],
    )


def _take_out(session: Session, *, now: datetime, member: Member, message: LinkMessage) -> Note:
    note = notes.unplace(session, now=now, member=member, kind=MESSAGE, ref_id=message.id)
    message.state, message.words = ResponseState.KEPT, None
    return note


def _end_talk(session: Session, member: Member) -> None:
    if isinstance(talk_of(session, member), WritingInChat):
        wait_for(session, member, None)
