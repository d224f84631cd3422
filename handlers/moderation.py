"""What members reported: a facilitator reads only that, and decides."""

from bot.access import joined_facilitator
from bot.access_network import run_report
from bot.broadcast.taps import ShowDesk
from bot.errors import RefusalError
from bot.network.safety import moderating
from bot.network.safety.model import Report, Ruling
from bot.network.safety.talks import AnsweringReporter
from bot.network.safety.taps import AnswerReporter, Rule, ShowQueue, ShowReport, WhoWrote
from bot.network.safety.telling import answer_reporter, take_off_phones, tell_of_ruling
from bot.pairs.model import Pair
from bot.pairs.talks import is_under_way
from bot.people.model import Facilitator
from bot.post import outbox
from bot.post.content import Button, Buttons
from bot.post.outbox import Posting
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.notes import fallback

conversation = Conversation()
A_FEW = 8
LONGEST_ANSWER = 1000
BACK: Buttons = ((Button("moderation-queue", ShowQueue()), Button("desk-back", ShowDesk())),)
ACTS = {
    Ruling.FINE: "ruled-fine",
    Ruling.WARNED: "ruled-warned",
    Ruling.REMOVED: "ruled-removed",
}


@conversation.tap(ShowQueue)
def show_queue(turn: Turn, tap: ShowQueue) -> None:
    """List what waits, the oldest first."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.wait_for(None)
    waiting = moderating.queue(turn.session, facilitator)
    rows = [[_in_list(report)] for report in waiting[:A_FEW]]
    turn.change(
        "moderation-list",
        {"count": len(waiting)},
        buttons=[*rows, [Button("desk-back", ShowDesk())]],
    )


def _in_list(report: Report) -> Button:
    args = {"what": report.what.value, "day": report.made_at.date().isoformat()}
    return Button("moderation-line", ShowReport(report=report.id), args)


@conversation.tap(ShowReport)
def show_report(turn: Turn, tap: ShowReport) -> None:
    """Show the reported text, and nothing of who wrote it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    report = run_report(turn.session, facilitator, tap.report)
    parts = outbox.split_words(report.words)
    for number, words in enumerate(parts, start=1):
        last = number == len(parts)
        turn.say(
            "moderation-report",
            {"what": report.what.value, "words": words, "decided": report.ruled_at is not None},
            buttons=_choices(report) if last else (),
            how=Posting(protected=True),
        )


def _choices(report: Report) -> Buttons:
    if report.ruled_at is not None:
        return BACK
    fine, warn, remove = (
        Button(f"moderation-{ruling.value}", Rule(report=report.id, ruling=ruling))
        for ruling in (Ruling.FINE, Ruling.WARNED, Ruling.REMOVED)
    )
    return (
        (fine,),
        (warn, remove),
        (
            Button("moderation-answer", AnswerReporter(report=report.id)),
            Button("moderation-who", WhoWrote(report=report.id)),
        ),
        *BACK,
    )


@conversation.tap(Rule)
def decide(turn: Turn, tap: Rule) -> None:
    """Show the thing again or take it away, and tell both sides kindly."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    report = run_report(turn.session, facilitator, tap.report)
    done = moderating.rule(
        turn.session, now=turn.now, facilitator=facilitator, report=report, ruling=tap.ruling
    )
    if not done:
        turn.toast("moderation-decided-already")
        return
    if tap.ruling is Ruling.REMOVED:
        take_off_phones(turn.session, now=turn.now, report=report)
    tell_of_ruling(turn.session, now=turn.now, report=report)
    write_down(turn, facilitator, ACTS[tap.ruling], f"report:{report.id}")
    turn.take_buttons_away()
    turn.say(f"moderation-done-{tap.ruling.value}", buttons=BACK)


@conversation.tap(WhoWrote)
def who_wrote(turn: Turn, tap: WhoWrote) -> None:
    """Show who wrote it; that this was seen stands in the audit log."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    report = run_report(turn.session, facilitator, tap.report)
    writer = moderating.writer_of(turn.session, report)
    if writer is None:
        turn.toast("moderation-who-gone")
        return
    write_down(turn, facilitator, "saw-writer", f"member:{writer.id}")
    pair = turn.session.get_one(Pair, writer.pair_id)
    args = {"name": writer.name, "pair": pair.label}
    turn.say("moderation-who-is", args, buttons=BACK, how=Posting(protected=True))


@conversation.tap(AnswerReporter)
def ask_answer(turn: Turn, tap: AnswerReporter) -> None:
    """Wait for words to who reported it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    report = run_report(turn.session, facilitator, tap.report)
    if moderating.reporter_of(turn.session, report) is None:
        turn.toast("moderation-who-gone")
        return
    turn.wait_for(AnsweringReporter(report=report.id, since=turn.now.isoformat()))
    turn.say("moderation-answer-how", {"name": facilitator.name}, buttons=BACK)


@conversation.when(AnsweringReporter)
def take_answer(turn: Turn, talk: AnsweringReporter) -> None:
    """Bring the words to who reported it."""
    if not is_under_way(talk.since, turn.now):
        turn.wait_for(None)
        fallback(turn)
        return
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    report = run_report(turn.session, facilitator, talk.report)
    words = _words(turn)
    turn.wait_for(None)
    turn.take_question_away("moderation-answer-how")
    _send_answer(turn, facilitator, report, words)


def _words(turn: Turn) -> str:
    said = turn.said
    if not said.text or said.file_id is not None:
        raise RefusalError("moderation-words-only")
    if len(said.text) > LONGEST_ANSWER:
        raise RefusalError("moderation-long", longest=LONGEST_ANSWER)
    return said.text


def _send_answer(turn: Turn, facilitator: Facilitator, report: Report, words: str) -> None:
    reporter = moderating.reporter_of(turn.session, report)
    if reporter is None or reporter.left_at is not None:
        raise RefusalError("desk-member-gone")
    answer_reporter(
        turn.session, now=turn.now, reporter=reporter, name=facilitator.name, words=words
    )
    write_down(turn, facilitator, "answered", f"member:{reporter.id}")
    turn.say("moderation-answered", buttons=BACK)
