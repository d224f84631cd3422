"""Words that fit nothing are kept and offered a place; messages to partner and facilitator."""

from bot.access import joined_member, member_of, own_due, own_note
from bot.errors import RefusalError
from bot.pairs import edits, notes, progress
from bot.pairs.edits import Edited
from bot.pairs.model import Note, NoteKind, ProgressUpdate
from bot.pairs.partners import partner_of
from bot.pairs.states import ProgressState
from bot.pairs.talks import WritingMessage, is_under_way
from bot.pairs.taps import (
    MorePlaces,
    NoteAnswers,
    NotePlace,
    NoteState,
    PutNote,
    ShowHome,
    WriteToPartner,
)
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Button
from bot.reflection.recording import take_pieces
from bot.sharing.pieces import piece_at
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.partner import partner_args
from handlers.waiting import waiting_count, waiting_titles

conversation = Conversation()
AT_ONCE = 5


def fallback(turn: Turn) -> None:
    """Keep words that fit nothing, and ask what to do with them."""
    member = joined_member(turn.session, turn.chat_id)
    if turn.heard.command is not None:
        turn.say("notes-unknown-command")
        return
    said = turn.said
    if not said.text and said.file_id is None:
        return
    kept = notes.keep_unplaced(turn.session, now=turn.now, member=member, said=said)
    if kept.is_new:
        offer_places(turn, member, kept.note)
    else:
        _confirm_more(turn)


def _confirm_more(turn: Turn) -> None:
    """Say at the bottom that further words joined the note; what asks about it stands above."""
    last = outbox.newest(turn.session, chat_id=turn.chat_id)
    if last is not None and last.copy == "notes-joined":
        outbox.delete(turn.session, now=turn.now, target=last)
    turn.say("notes-joined")


def offer_places(turn: Turn, member: Member, note: Note) -> None:
    """Ask what shall become of a note: the two likeliest places, then More."""
    likely = _places(turn, member)[:2]
    buttons = [[_button(turn, member, note, place)] for place in likely]
    more = Button("notes-more", MorePlaces(note=note.id))
    turn.say("notes-what-shall-i-do", buttons=[*buttons, [more]])


def _places(turn: Turn, member: Member) -> list[NotePlace]:
    """Return every place that exists for this member now, the likeliest first."""
    places = [NotePlace.PROGRESS, NotePlace.FACILITATOR, NotePlace.SELF, NotePlace.FORGET]
    if partner_of(turn.session, member) is not None:
        places.insert(0, NotePlace.PARTNER)
    if waiting_count(turn.session, member):
        places.insert(0, NotePlace.ANSWER)
    last = outbox.newest(turn.session, chat_id=turn.chat_id)
    if last is not None and last.copy == "progress-how":  # typed where a tap was asked for
        places.remove(NotePlace.PROGRESS)
        places.insert(0, NotePlace.PROGRESS)
    return places


def _button(turn: Turn, member: Member, note: Note, place: NotePlace) -> Button:
    label = f"notes-to-{place.name.lower()}"
    return Button(label, PutNote(note=note.id, place=place), partner_args(turn, member))


@conversation.tap(MorePlaces)
def more_places(turn: Turn, tap: MorePlaces) -> None:
    """Show every place."""
    member = joined_member(turn.session, turn.chat_id)
    note = _to_place(turn, member, tap.note)
    buttons = [[_button(turn, member, note, place)] for place in _places(turn, member)]
    turn.change("notes-all-places", buttons=buttons)


def _to_place(turn: Turn, member: Member, note_id: int) -> Note:
    note = own_note(turn.session, member, note_id)
    if note.kind is not NoteKind.UNPLACED:
        raise RefusalError("notes-placed-already")
    return note


@conversation.tap(PutNote)
def put_note(turn: Turn, tap: PutNote) -> None:
    """Put a note where its writer says."""
    member = joined_member(turn.session, turn.chat_id)
    note = _to_place(turn, member, tap.note)
    match tap.place:
        case NotePlace.PROGRESS:
            _ask_state(turn, note)
        case NotePlace.ANSWER:
            _ask_which(turn, member, note)
        case NotePlace.PARTNER:
            _to_partner(turn, member, note)
        case NotePlace.FACILITATOR:
            _to_facilitator(turn, member, note)
        case NotePlace.SELF:
            notes.keep_for_self(note)
            turn.change("notes-kept-for-you")
        case NotePlace.FORGET:
            notes.forget(turn.session, now=turn.now, note=note)
            turn.change("notes-forgotten")


def _ask_state(turn: Turn, note: Note) -> None:
    states = [
        Button(f"progress-{state.value}", NoteState(note=note.id, state=state))
        for state in ProgressState
    ]
    turn.change("notes-which-state", buttons=[states[:2], states[2:], _more(note)])


def _more(note: Note) -> list[Button]:
    return [Button("back", MorePlaces(note=note.id))]


def _ask_which(turn: Turn, member: Member, note: Note) -> None:
    dues = waiting_titles(turn.session, member, limit=AT_ONCE)
    if not dues:
        turn.change("notes-no-open-prompt", buttons=[_more(note)])
        return
    buttons = [
        [Button("notes-prompt", NoteAnswers(note=note.id, due=due.id), {"title": title})]
        for due, title in dues
    ]
    turn.change("notes-which-prompt", buttons=[*buttons, _more(note)])


def _to_partner(turn: Turn, member: Member, note: Note) -> None:
    there = notes.send_to_partner(turn.session, now=turn.now, member=member, note=note)
    if there:
        turn.take_buttons_away()
    else:
        turn.change("notes-nobody-there")


def _to_facilitator(turn: Turn, member: Member, note: Note) -> None:
    there = notes.send_to_facilitators(turn.session, now=turn.now, member=member, note=note)
    if there:
        turn.take_buttons_away()
    else:
        turn.change("notes-no-facilitator")


@conversation.tap(NoteState)
def note_state(turn: Turn, tap: NoteState) -> None:
    """Make a note the words of a progress update."""
    member = joined_member(turn.session, turn.chat_id)
    note = _to_place(turn, member, tap.note)
    update = progress.say_state(turn.session, now=turn.now, member=member, state=tap.state)
    progress.add_note(turn.session, now=turn.now, member=member, update=update, note=note)
    turn.change("notes-became-progress", {"state": tap.state.value})


@conversation.tap(NoteAnswers)
def note_answers(turn: Turn, tap: NoteAnswers) -> None:
    """Make a note the answer to an open prompt."""
    member = joined_member(turn.session, turn.chat_id)
    note = _to_place(turn, member, tap.note)
    due = own_due(turn.session, member, tap.due)
    taken = take_pieces(
        turn.session, now=turn.now, member=member, due=due, kind=notes.NOTE, ref_id=note.id
    )
    if not taken:
        turn.change("notes-prompt-wants-tap", buttons=[_more(note)])
        return
    notes.vanish(note)
    turn.take_buttons_away()


@conversation.tap(WriteToPartner)
def write_to_partner(turn: Turn, tap: WriteToPartner) -> None:
    """Wait for a message to the partner."""
    member = joined_member(turn.session, turn.chat_id)
    if partner_of(turn.session, member) is None:
        raise RefusalError("notes-no-partner-toast")
    turn.wait_for(WritingMessage(note=0, since=turn.now.isoformat()))
    buttons = [[Button("home", ShowHome())]]
    turn.say("notes-write-message", partner_args(turn, member), buttons=buttons)


@conversation.when(WritingMessage)
def message_words(turn: Turn, talk: WritingMessage) -> None:
    """Take words for the partner; they wait two minutes from the last of them."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    note = own_note(turn.session, member, talk.note) if talk.note else None
    _write(turn, member, note)


def _write(turn: Turn, member: Member, note: Note | None) -> None:
    note = notes.write_message(turn.session, now=turn.now, member=member, note=note, said=turn.said)
    if note.kind is NoteKind.PARTNER:
        turn.wait_for(WritingMessage(note=note.id, since=turn.now.isoformat()))
    else:
        turn.wait_for(None)
        turn.say("notes-nobody-there")


@conversation.replied
def replied(turn: Turn) -> bool:
    """Take a reply to something of the partner's as a message to the partner."""
    member = member_of(turn.session, turn.chat_id)
    partner = partner_of(turn.session, member) if member is not None else None
    if member is None or partner is None or _writer_replied_to(turn) != partner.id:
        return False
    _write(turn, member, None)
    return True


def _writer_replied_to(turn: Turn) -> int | None:
    row = outbox.find(turn.session, chat_id=turn.chat_id, message_id=turn.heard.reply_to or 0)
    kind, _, number = (row.about or "").partition(":") if row else ("", "", "")
    if kind == "note":
        note = turn.session.get(Note, int(number))
        return note.member_id if note else None
    if kind == "update":
        update = turn.session.get(ProgressUpdate, int(number))
        return update.member_id if update else None
    return None


@conversation.edited
def edited(turn: Turn) -> bool:
    """Take over an edit of something that nobody else has seen yet."""
    member = member_of(turn.session, turn.chat_id)
    if member is None or turn.heard.message_id is None:
        return False
    piece = piece_at(turn.session, chat_id=turn.chat_id, message_id=turn.heard.message_id)
    if piece is None or piece.member_id != member.id:
        return False
    result = edits.take_edit(turn.session, now=turn.now, member=member, piece=piece, said=turn.said)
    if result is Edited.TOO_LATE:
        turn.say("notes-edit-too-late")
    elif result is Edited.KEPT:
        turn.say("notes-edit-kept")
    return result is not Edited.NOT_OURS
