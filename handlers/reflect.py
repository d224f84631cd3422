"""/reflect: what waits, what else there is, and what was answered."""

from bot.access import joined_member, own_due
from bot.pairs.relay import News, pass_on
from bot.pairs.taps import ShowHome
from bot.people.model import Member
from bot.post.content import Button, Buttons
from bot.post.outbox import Posting
from bot.privacy.taps import AskDeleteAnswer
from bot.reflection import choosing, keep, opening
from bot.reflection.answers import answered_dues, open_dues, takeable_dues, title_of
from bot.reflection.asking import about, ask, prompt_of
from bot.reflection.circle import Circle, circle_of
from bot.reflection.flow import Answers, as_text, reached
from bot.reflection.model import OVER, Due, Visibility
from bot.reflection.putting import ask_next
from bot.reflection.recording import check_answerable
from bot.reflection.taps import (
    AnswerAnew,
    KeepAlone,
    MakePrivate,
    MorePrompts,
    ShareAnyway,
    ShareMine,
    ShowAnswer,
    ShowAnswers,
    ShowPrompts,
    TakePrompt,
)
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()
A_FEW = 5


@conversation.command("reflect")
def reflect(turn: Turn) -> None:
    """Show what waits and what else can be taken up."""
    member = joined_member(turn.session, turn.chat_id)
    args, buttons = _prompts(turn, member, start=0)
    turn.say("reflection-prompts", args, buttons=buttons)


@conversation.tap(ShowPrompts)
def show_prompts(turn: Turn, tap: ShowPrompts) -> None:
    """Show them from a button."""
    turn.wait_for(None)
    reflect(turn)


@conversation.tap(MorePrompts)
def more_prompts(turn: Turn, tap: MorePrompts) -> None:
    """Show the next few."""
    member = joined_member(turn.session, turn.chat_id)
    args, buttons = _prompts(turn, member, start=tap.start)
    turn.change("reflection-prompts", args, buttons=buttons)


def _prompts(turn: Turn, member: Member, *, start: int) -> tuple[dict[str, int], Buttons]:
    circle = circle_of(turn.session, member)
    waiting = open_dues(turn.session, member)
    dues = [*waiting, *takeable_dues(turn.session, member, now=turn.now)]
    start = start if 0 <= start < len(dues) else 0
    rows = [
        [Button("reflection-title", TakePrompt(due=due.id), {"title": title_of(circle, due)})]
        for due in dues[start : start + A_FEW]
    ]
    if len(dues) > A_FEW:
        after = start + A_FEW if start + A_FEW < len(dues) else 0
        rows.append([Button("reflection-more", MorePrompts(start=after))])
    if answered_dues(turn.session, member):
        rows.append([Button("reflection-answers", ShowAnswers(start=0))])
    if not dues:
        rows.append([Button("home", ShowHome())])
    return {"waiting": len(waiting), "others": len(dues) - len(waiting)}, rows


@conversation.tap(TakePrompt)
def take_prompt(turn: Turn, tap: TakePrompt) -> None:
    """Ask a prompt now."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    check_answerable(due, now=turn.now)
    if not ask_next(turn.session, now=turn.now, circle=circle_of(turn.session, member), due=due):
        turn.toast("reflection-asked-already")
        return
    turn.take_buttons_away()


@conversation.tap(ShowAnswers)
def show_answers(turn: Turn, tap: ShowAnswers) -> None:
    """List what was answered, the newest first."""
    member = joined_member(turn.session, turn.chat_id)
    circle = circle_of(turn.session, member)
    dues = answered_dues(turn.session, member)
    start = tap.start if 0 <= tap.start < len(dues) else 0
    rows = [
        [Button("reflection-title", ShowAnswer(due=due.id), {"title": title_of(circle, due)})]
        for due in dues[start : start + A_FEW]
    ]
    if len(dues) > A_FEW:
        after = start + A_FEW if start + A_FEW < len(dues) else 0
        rows.append([Button("reflection-more", ShowAnswers(start=after))])
    rows.append([Button("back", ShowPrompts())])
    turn.change("reflection-answered" if dues else "reflection-none-answered", buttons=rows)


@conversation.tap(ShowAnswer)
def show_answer(turn: Turn, tap: ShowAnswer) -> None:
    """Show one answer to its writer, and what can be done with it."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    circle = circle_of(turn.session, member)
    answers = keep.newest_answers(turn.session, due)
    if not answers:
        turn.toast("reflection-none-answered")
        return
    turn.take_buttons_away()
    news = News(
        copy="reflection-your-answer",
        args={
            "title": title_of(circle, due),
            "partner": circle.partner_name,
            "opened": due.opened_at is not None,
            "visibility": (due.visibility if circle.partner else Visibility.PRIVATE).value,
        },
        words=as_text(circle, prompt_of(circle, due), answers),
        files=keep.files_of(turn.session, answers),
        buttons=_what_can_be_done(turn, circle, due, answers),
    )
    how = Posting(about=about(due))
    pass_on(turn.session, now=turn.now, chat_id=turn.chat_id, news=news, how=how)


def _what_can_be_done(turn: Turn, circle: Circle, due: Due, answers: Answers) -> Buttons:
    rows: list[list[Button]] = []
    if due.opened_at is None and due.state not in OVER and due.closes_at > turn.now:
        questions = list(reached(prompt_of(circle, due), answers))
        rows += [
            [
                Button(
                    "reflection-anew",
                    AnswerAnew(due=due.id, place=place),
                    {"number": place + 1, "of": len(questions)},
                )
            ]
            for place, question in enumerate(questions)
            if question.id in answers
        ]
    if due.opened_at is None and due.visibility is not Visibility.PRIVATE:
        rows.append([Button("reflection-make-private", MakePrivate(due=due.id))])
    if circle.partner is not None and due.answered_at and choosing.may_share(circle, due):
        share = Button(
            "reflection-share-with", ShareMine(due=due.id), {"partner": circle.partner_name}
        )
        rows.append([share])
    rows.append([Button("reflection-delete", AskDeleteAnswer(due=due.id))])
    rows.append([Button("back", ShowAnswers(start=0))])
    return rows


@conversation.tap(AnswerAnew)
def answer_anew(turn: Turn, tap: AnswerAnew) -> None:
    """Ask one question of a prompt once more."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    check_answerable(due, now=turn.now)
    circle = circle_of(turn.session, member)
    answers = keep.newest_answers(turn.session, due)
    questions = list(reached(prompt_of(circle, due), answers))
    if tap.place >= len(questions):
        turn.toast("old-button")
        return
    turn.take_buttons_away()
    ask(
        turn.session,
        now=turn.now,
        circle=circle,
        due=due,
        question=questions[tap.place],
        answered=answers,
        anew=True,
    )


@conversation.tap(MakePrivate)
def make_private(turn: Turn, tap: MakePrivate) -> None:
    """Keep an answer to oneself from now on."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    changed = choosing.make_private(turn.session, now=turn.now, due=due)
    turn.take_buttons_away()
    if changed:
        turn.say("reflection-now-private")
    else:
        turn.toast("reflection-only-you")


@conversation.tap(ShareMine)
def share_mine(turn: Turn, tap: ShareMine) -> None:
    """Share what was written while no partner was there."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    shared = choosing.share_mine(turn.session, now=turn.now, member=member, due=due)
    turn.take_buttons_away()
    if not shared:
        turn.toast("reflection-settled-already")


@conversation.tap(ShareAnyway)
def share_anyway(turn: Turn, tap: ShareAnyway) -> None:
    """Let the partner see an answer that theirs never came to."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    if opening.share_anyway(turn.session, now=turn.now, member=member, due=due):
        turn.change("reflection-shared", {"partner": circle_of(turn.session, member).partner_name})
        return
    turn.take_buttons_away()
    turn.toast("reflection-settled-already")


@conversation.tap(KeepAlone)
def keep_alone(turn: Turn, tap: KeepAlone) -> None:
    """Keep such an answer to oneself."""
    member = joined_member(turn.session, turn.chat_id)
    due = own_due(turn.session, member, tap.due)
    if opening.keep_alone(due):
        turn.change("reflection-kept-private")
        return
    turn.take_buttons_away()
    turn.toast("reflection-settled-already")
