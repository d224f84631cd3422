"""What two pairs can do about each other: not this time, more, report."""

from bot.access import joined_member
from bot.access_network import asked_exchange, received_response, require_reportable
from bot.network.exchanging import exchanges, relaying
from bot.network.exchanging.model import Response
from bot.network.exchanging.taps import MoreAbout, NotThisTime, ReportIt
from bot.network.linking.taps import PutInTouch
from bot.network.looking.taps import BlockPair
from bot.network.safety import reporting
from bot.network.safety.model import Reported
from bot.network.safety.telling import tell_moderators
from bot.post import outbox
from bot.post.content import Button, Buttons
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn

conversation = Conversation()


@conversation.tap(NotThisTime)
def not_this_time(turn: Turn, tap: NotThisTime) -> None:
    """**Not this time**: no reason is asked."""
    member = joined_member(turn.session, turn.chat_id)
    exchange = asked_exchange(turn.session, member, tap.exchange)
    declined = exchanges.decline(turn.session, now=turn.now, member=member, exchange=exchange)
    if declined:
        turn.take_buttons_away()
        turn.toast("exchange-declined")
    else:
        turn.toast("exchange-declined-already")


@conversation.tap(MoreAbout)
def more_about(turn: Turn, tap: MoreAbout) -> None:
    """**More**, and back."""
    member = joined_member(turn.session, turn.chat_id)
    response = received_response(turn.session, member, tap.response)
    target = turn.tapped
    if target is not None:
        rows = relaying.buttons_of(turn.session, response) if tap.less else _more(response)
        outbox.change_buttons(turn.session, now=turn.now, target=target, buttons=rows)


def _more(response: Response) -> Buttons:
    report = ReportIt(what=Reported.RESPONSE, ref=response.id)
    touch = PutInTouch(exchange=response.exchange_id)
    return [
        [Button("exchange-put-in-touch", touch)],
        [Button("exchange-report", report)],
        [Button("exchange-block", BlockPair(exchange=response.exchange_id, sure=False))],
        [Button("back", MoreAbout(response=response.id, less=True))],
    ]


@conversation.tap(ReportIt)
def report_it(turn: Turn, tap: ReportIt) -> None:
    """**Report**: it goes to the facilitators, with these words only, and is hidden meanwhile."""
    member = joined_member(turn.session, turn.chat_id)
    require_reportable(turn.session, member, tap.what, tap.ref)
    made = reporting.report(
        turn.session, now=turn.now, member=member, what=tap.what, ref_id=tap.ref
    )
    if made is not None:
        tell_moderators(turn.session, now=turn.now, report=made)
    turn.take_buttons_away()
    turn.say("moderation-reported" if made is not None else "moderation-reported-already")
