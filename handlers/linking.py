"""**Put us in touch**: each of the four says yes or no; then details, or a chat for 30 days."""

from bot.access import joined_member, member_of
from bot.access_network import own_link, pair_exchange
from bot.errors import RefusalError
from bot.network.exchanging import exchanges
from bot.network.exchanging.model import ResponseState
from bot.network.linking import chat, links, news
from bot.network.linking.model import Link, LinkKind, LinkMessage, LinkState
from bot.network.linking.talks import GivingContact, WritingInChat
from bot.network.linking.taps import (
    AgreeToLink,
    CloseLink,
    ContactAnew,
    ContactIsRight,
    NoContact,
    ProposeLink,
    PutInTouch,
    RefuseLink,
    ShowLink,
    WriteInChat,
)
from bot.pairs import notes as keeping
from bot.pairs.cohorts import zone_of
from bot.pairs.talks import is_under_way
from bot.pairs.taps import MorePlaces, ShowHome
from bot.people.local import local_day
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons
from bot.post.outbox import Posting
from bot.sharing.pieces import change_piece, piece_at
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes
from handlers.listening import listens_already

conversation = Conversation()
HOME: Buttons = ((Button("home", ShowHome()),),)


@conversation.tap(PutInTouch)
def put_in_touch(turn: Turn, tap: PutInTouch) -> None:
    """Say what the two ways are, and who must agree."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = pair_exchange(turn.session, member, tap.exchange)
    if not links.may_link(turn.session, exchange):
        raise RefusalError("link-not-yet")
    if links.live_link(turn.session, exchange) is not None:
        raise RefusalError("link-proposed-already")
    asking = exchanges.asks(turn.session, member, exchange)
    who = exchanges.label(turn.session, now=turn.now, exchange=exchange, asking=not asking)
    rows = [
        [Button(f"link-way-{kind.value}", ProposeLink(exchange=exchange.id, kind=kind))]
        for kind in LinkKind
    ]
    turn.say("link-how", {"who": [who]}, buttons=[*rows, *HOME])


@conversation.tap(ProposeLink)
def propose(turn: Turn, tap: ProposeLink) -> None:
    """Ask the other three, and take the yes of who proposes."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = pair_exchange(turn.session, member, tap.exchange)
    link = links.propose(
        turn.session, now=turn.now, member=member, exchange=exchange, kind=tap.kind
    )
    turn.take_buttons_away()
    turn.say("link-proposed")
    _say_yes(turn, member, link)


@conversation.tap(AgreeToLink)
def agree(turn: Turn, tap: AgreeToLink) -> None:
    """Yes: for a chat that is all; for details one chooses first what to give."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    links.require_proposed(link)
    turn.take_buttons_away()
    _say_yes(turn, member, link)


def _say_yes(turn: Turn, member: Member, link: Link) -> None:
    if link.kind is LinkKind.CHAT:
        _agreed(turn, member, link)
        return
    turn.wait_for(GivingContact(link=link.id, since=turn.now.isoformat()))
    only_name = Button("link-only-name", NoContact(link=link.id))
    refuse = Button("link-no", RefuseLink(link=link.id))
    turn.say("link-contact", {"name": member.name}, buttons=[[only_name], [refuse]])


def _agreed(turn: Turn, member: Member, link: Link) -> None:
    turn.wait_for(None)
    if not links.agree(turn.session, now=turn.now, link=link, member=member):
        refuse = Button("link-after-all-no", RefuseLink(link=link.id))
        how = Posting(about=news.about(link))  # its buttons go when it is decided
        turn.say("link-agreed", buttons=[[refuse], *HOME], how=how)


@conversation.when(GivingContact)
def contact_typed(turn: Turn, talk: GivingContact) -> None:
    """Show what the other pair would see."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, talk.link)
    if turn.said.file_id is not None or not turn.said.text:
        raise RefusalError("link-words-only")
    links.give_contact(turn.session, link=link, member=member, contact=turn.said.text)
    turn.wait_for(None)
    turn.take_question_away("link-contact")
    _check_contact(turn, member, link, contact=turn.said.text)


@conversation.tap(NoContact)
def no_contact(turn: Turn, tap: NoContact) -> None:
    """The name alone is given."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    links.give_contact(turn.session, link=link, member=member, contact=None)
    turn.wait_for(None)
    turn.take_buttons_away()
    _check_contact(turn, member, link, contact="")


def _check_contact(turn: Turn, member: Member, link: Link, *, contact: str) -> None:
    right = Button("link-contact-right", ContactIsRight(link=link.id))
    anew = Button("link-contact-anew", ContactAnew(link=link.id))
    args: Args = {"name": member.name, "has_contact": bool(contact), "contact": contact}
    turn.say("link-contact-check", args, buttons=[[right], [anew]])


@conversation.tap(ContactAnew)
def contact_anew(turn: Turn, tap: ContactAnew) -> None:
    """Write it anew."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    links.give_contact(turn.session, link=link, member=member, contact=None)
    turn.take_buttons_away()
    _say_yes(turn, member, link)


@conversation.tap(ContactIsRight)
def contact_right(turn: Turn, tap: ContactIsRight) -> None:
    """Agree with what is shown."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    links.require_proposed(link)
    turn.take_buttons_away()
    _agreed(turn, member, link)


@conversation.tap(RefuseLink)
def refuse(turn: Turn, tap: RefuseLink) -> None:
    """No, or no more: nobody hears who said so."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    links.refuse(turn.session, now=turn.now, link=link, member=member)
    if isinstance(turn.talk, GivingContact):
        turn.wait_for(None)
    turn.take_buttons_away()
    turn.say("link-refused", buttons=HOME)


@conversation.tap(ShowLink)
def show_link(turn: Turn, tap: ShowLink) -> None:
    """Show an open chat, or what a proposal waits for."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    if link.state is LinkState.PROPOSED:
        buttons = news.answers(link) if not links.has_agreed(turn.session, link, member) else ()
        turn.say("link-waits", buttons=[*buttons, *HOME])
        return
    chat.require_open(link)
    people = links.people(turn.session, link)
    until = local_day(link.ends_at or turn.now, zone_of(turn.session, member)).isoformat()
    args: Args = {"others": news.names_beside(member, people), "until": until}
    turn.say("link-chat", args, buttons=[*news.chat_buttons(link), *HOME])


@conversation.tap(WriteInChat)
def write_in_chat(turn: Turn, tap: WriteInChat) -> None:
    """Say to whom the words go, and wait for them."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    chat.require_open(link)
    talk = WritingInChat(link=link.id, message=0, since=turn.now.isoformat())
    if listens_already(turn, talk, asked="link-write-how"):
        return
    people = links.people(turn.session, link)
    turn.say("link-write-how", {"others": news.names_beside(member, people)}, buttons=HOME)


@conversation.when(WritingInChat)
def chat_words(turn: Turn, talk: WritingInChat) -> None:
    """Take words for the others; they wait two minutes from the last of them."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, talk.link)
    message = turn.session.get(LinkMessage, talk.message) if talk.message else None
    _write(turn, member, link, message)


def _write(turn: Turn, member: Member, link: Link, message: LinkMessage | None) -> None:
    if link.state is not LinkState.OPEN:
        _keep_as_note(turn, member)
        return
    written = chat.write(
        turn.session, now=turn.now, member=member, link=link, message=message, said=turn.said
    )
    turn.wait_for(WritingInChat(link=link.id, message=written.id, since=turn.now.isoformat()))


def _keep_as_note(turn: Turn, member: Member) -> None:
    """The chat closed while they wrote: what they wrote is kept, and offered a place."""
    turn.wait_for(None)
    kept = keeping.keep_unplaced(turn.session, now=turn.now, member=member, said=turn.said)
    where = Button("responding-choose-place", MorePlaces(note=kept.note.id))
    turn.say("responding-too-late", buttons=[[where]])


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a reply to a message of the chat as words for the chat."""
    member = member_of(turn.session, turn.chat_id)
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    kind, _, number = (row.about or "").partition(":") if row else ("", "", "")
    if member is None or member.joined_at is None or kind != chat.MESSAGE:
        return False
    answered = turn.session.get(LinkMessage, int(number))
    if answered is None:
        return False
    _write(turn, member, own_link(turn.session, member, answered.link_id), None)
    return True


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take over an edit of words that still wait; what went stays as it was."""
    member = member_of(turn.session, turn.chat_id)
    piece = piece_at(turn.session, chat_id=turn.chat_id, message_id=turn.heard.message_id or 0)
    if member is None or piece is None or piece.kind != chat.MESSAGE:
        return False
    message = turn.session.get_one(LinkMessage, piece.ref_id)
    if message.state is not ResponseState.WAITING:
        turn.say("responding-edit-too-late")
    elif chat.waits(turn.session, message):
        change_piece(piece, turn.said)
        turn.session.flush()
        chat.hold(turn.session, now=turn.now, member=member, message=message)
    return True


@conversation.tap(CloseLink)
def close_link(turn: Turn, tap: CloseLink) -> None:
    """Ask first, then end the chat for all four."""
    member = joined_member(turn.session, turn.chat_id)
    link = own_link(turn.session, member, tap.link)
    chat.require_open(link)
    if not tap.sure:
        sure = Button("link-close-sure", CloseLink(link=link.id, sure=True))
        turn.say("link-close-ask", buttons=[[sure], [Button("link-close-not", ShowHome())]])
        return
    turn.take_buttons_away()
    links.close(turn.session, now=turn.now, link=link)
