"""The library: reading what pairs learned, and keeping an ask's story for others."""

from bot.access import joined_member
from bot.access_network import drafted_entry, offered_entry, pair_ask, readable_entry
from bot.network.exchanging.taps import ReportIt
from bot.network.library import news, offering
from bot.network.library.model import Entry, EntryState
from bot.network.library.talks import RewordingEntry
from bot.network.library.taps import (
    AgreeToEntry,
    DropEntry,
    KeepForOthers,
    OfferEntry,
    ReadEntry,
    RefuseEntry,
    RewordQuestion,
    ToggleAnswer,
)
from bot.network.looking.taps import ShowNetwork
from bot.network.safety.model import Reported
from bot.network.safety.telling import about
from bot.pairs.talks import is_under_way
from bot.pairs.taps import ShowHome
from bot.people.model import Member
from bot.post import outbox
from bot.post.content import Args, Button, Buttons, line
from bot.post.outbox import Posting
from bot.privacy import audit
from bot.sharing.rules import FindingKind
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers import notes

conversation = Conversation()
BACK: Buttons = ((Button("back", ShowNetwork()), Button("home", ShowHome())),)
ANSWER = 700
"""Characters of each answer that the draft shows; the whole goes into the library."""


@conversation.tap(ReadEntry)
def read(turn: Turn, tap: ReadEntry) -> None:
    """Show an entry whole."""
    member = joined_member(turn.session, turn.chat_id)
    entry = readable_entry(turn.session, member, tap.entry)
    how = Posting(protected=True, about=about(Reported.ENTRY, entry.id))
    parts = news.lines(entry)
    for number, part in enumerate(parts, start=1):
        buttons = _reading(turn, member, entry) if number == len(parts) else ()
        _say_part(turn, str(part["args"]["part"]), str(part["args"]["words"]), buttons, how)


def _say_part(turn: Turn, part: str, words: str, buttons: Buttons, how: Posting) -> None:
    pieces = outbox.split_words(words)
    for number, piece in enumerate(pieces, start=1):
        args: Args = {"part": part if number == 1 else "more", "words": piece}
        turn.say("library-part", args, buttons=buttons if number == len(pieces) else (), how=how)


def _reading(turn: Turn, member: Member, entry: Entry) -> Buttons:
    if offering.has_part(turn.session, entry, member):
        return ((Button("library-take-back", RefuseEntry(entry=entry.id)),), *BACK)
    report = Button("library-report", ReportIt(what=Reported.ENTRY, ref=entry.id))
    return ((report,), *BACK)


@conversation.tap(KeepForOthers)
def keep_for_others(turn: Turn, tap: KeepForOthers) -> None:
    """Show what could stand in the library."""
    member = joined_member(turn.session, turn.chat_id)
    ask = pair_ask(turn.session, member, tap.ask)
    _show_draft(turn, offering.draft(turn.session, now=turn.now, ask=ask))


def _show_draft(turn: Turn, entry: Entry) -> None:
    session, kept = turn.session, offering.kept_answers(turn.session, entry)
    ask = offering.ask_of(session, entry)
    answers = offering.answers_of(session, ask)
    shown = [
        line(
            "library-draft-answer",
            number=number,
            words=_short(each.words),
            left_out=each not in kept,
        )
        for number, each in enumerate(answers, start=1)
    ]
    args: Args = {
        "question": entry.question,
        "answers": shown,
        "has_outcome": ask.outcome is not None,
        "outcome": _short(ask.outcome),
    }
    toggles = [
        Button(
            "library-put-back" if each not in kept else "library-leave-out",
            ToggleAnswer(entry=entry.id, response=each.id),
            {"number": number},
        )
        for number, each in enumerate(answers, start=1)
    ]
    rows = [toggles[place : place + 2] for place in range(0, len(toggles), 2)]
    turn.say(
        "library-draft",
        args,
        buttons=[
            [Button("library-offer", OfferEntry(entry=entry.id, fine=False))],
            *rows,
            [Button("library-reword", RewordQuestion(entry=entry.id))],
            [Button("library-drop", DropEntry(entry=entry.id))],
        ],
        how=Posting(protected=True),
    )


def _short(words: str | None) -> str:
    text = words or ""
    return text if len(text) <= ANSWER else f"{text[: ANSWER - 1].rstrip()}…"


@conversation.tap(ToggleAnswer)
def toggle_answer(turn: Turn, tap: ToggleAnswer) -> None:
    """Leave an answer out, or put it back."""
    member = joined_member(turn.session, turn.chat_id)
    entry = drafted_entry(turn.session, member, tap.entry)
    offering.toggle(entry, tap.response)
    turn.take_buttons_away()
    _show_draft(turn, entry)


@conversation.tap(RewordQuestion)
def reword(turn: Turn, tap: RewordQuestion) -> None:
    """Wait for other words for the question."""
    member = joined_member(turn.session, turn.chat_id)
    entry = drafted_entry(turn.session, member, tap.entry)
    offering.require_draft(entry)
    turn.take_buttons_away()
    turn.wait_for(RewordingEntry(entry=entry.id, since=turn.now.isoformat()))
    turn.say("library-reword-how", buttons=[[Button("home", ShowHome())]])


@conversation.when(RewordingEntry)
def question_typed(turn: Turn, talk: RewordingEntry) -> None:
    """Take them."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        notes.fallback(turn)
        return
    member = joined_member(turn.session, turn.chat_id)
    entry = drafted_entry(turn.session, member, talk.entry)
    offering.reword(entry, turn.said)
    turn.wait_for(None)
    _show_draft(turn, entry)


@conversation.tap(DropEntry)
def drop(turn: Turn, tap: DropEntry) -> None:
    """Make no entry of it."""
    member = joined_member(turn.session, turn.chat_id)
    offering.drop(drafted_entry(turn.session, member, tap.entry))
    turn.change("library-dropped")


@conversation.tap(OfferEntry)
def offer(turn: Turn, tap: OfferEntry) -> None:
    """Check it first, then ask everybody who wrote."""
    member = joined_member(turn.session, turn.chat_id)
    entry = drafted_entry(turn.session, member, tap.entry)
    offering.require_draft(entry)
    found = offering.findings(turn.session, now=turn.now, entry=entry)
    if found and not tap.fine:
        _hold(turn, entry, found)
        return
    if FindingKind.NHS_NUMBER in found:
        who = f"member:{member.id}"
        audit.note(turn.session, now=turn.now, actor=who, act="number-fine", subject=who)
    turn.take_buttons_away()
    offering.offer(turn.session, now=turn.now, member=member, entry=entry)
    turn.say("library-offered", buttons=[[Button("home", ShowHome())]])


def _hold(turn: Turn, entry: Entry, found: list[str]) -> None:
    fine = "hold-not-a-patients-number" if FindingKind.NHS_NUMBER in found else "library-fine"
    args: Args = {"found": [line("hold-found", kind=kind) for kind in found]}
    turn.say(
        "library-check",
        args,
        buttons=[
            [Button("library-reword", RewordQuestion(entry=entry.id))],
            [Button(fine, OfferEntry(entry=entry.id, fine=True))],
            [Button("library-drop", DropEntry(entry=entry.id))],
        ],
    )


@conversation.tap(AgreeToEntry)
def agree(turn: Turn, tap: AgreeToEntry) -> None:
    """**Yes, keep it**."""
    member = joined_member(turn.session, turn.chat_id)
    entry = offered_entry(turn.session, member, tap.entry)
    published = offering.agree(turn.session, now=turn.now, member=member, entry=entry)
    turn.take_buttons_away()
    if not published:
        turn.say("library-agreed", buttons=[[Button("home", ShowHome())]])


@conversation.tap(RefuseEntry)
def refuse(turn: Turn, tap: RefuseEntry) -> None:
    """**Rather not**, or the yes taken back."""
    member = joined_member(turn.session, turn.chat_id)
    entry = offered_entry(turn.session, member, tap.entry)
    was_published = entry.state is not EntryState.PROPOSED
    offering.refuse(turn.session, now=turn.now, member=member, entry=entry)
    turn.take_buttons_away()
    turn.say(
        "library-refused", {"was_published": was_published}, buttons=[[Button("home", ShowHome())]]
    )
