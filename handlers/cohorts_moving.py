"""A cohort's workshops: moved to another day, once it is seen what that changes, or elsewhere."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.access import joined_facilitator, run_cohort, run_workshop
from bot.broadcast.sending import follow_workshops
from bot.errors import RefusalError
from bot.learning.bank_holidays import bank_holiday
from bot.pairs.desk_talks import MovingWorkshop, PlacingWorkshop
from bot.pairs.desk_taps import AskMove, AskVenue, MoveWorkshop, ShowWorkshops
from bot.pairs.drafting import read_venue
from bot.pairs.model import Cohort, Workshop
from bot.pairs.telling import tell_of_workshop
from bot.people.local import local_day
from bot.people.model import Facilitator
from bot.people.phrases import parse_day
from bot.post.content import Args, Button
from bot.reflection.replanning import foresee, hanging_on, move_workshop, sent_titles
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.cohorts import back_to, workshop_lines, workshops
from handlers.cohorts_effects import shift_lines, title_lines

conversation = Conversation()


@conversation.tap(ShowWorkshops)
def show_workshops(turn: Turn, tap: ShowWorkshops) -> None:
    """Show the days, and offer to change each that is still to come."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    turn.wait_for(None)
    rows = [
        [
            Button("cohorts-move", AskMove(workshop=each.id), {"number": each.number}),
            Button("cohorts-venue", AskVenue(workshop=each.id), {"number": each.number}),
        ]
        for each in workshops(turn, cohort)
        if each.day >= _today(turn, cohort)
    ]
    args: Args = {"name": cohort.name, "workshops": workshop_lines(turn, cohort)}
    turn.change("cohorts-workshops-list", args, buttons=[*rows, back_to(cohort.id)])


@conversation.tap(AskMove)
def ask_move(turn: Turn, tap: AskMove) -> None:
    """Ask for the new day."""
    _, cohort, workshop = _workshop(turn, tap.workshop)
    _require_to_come(turn, cohort, workshop)
    turn.wait_for(MovingWorkshop(workshop=workshop.id))
    args: Args = {"number": workshop.number, "day": workshop.day.isoformat()}
    turn.change("cohorts-move-ask", args, buttons=[_back(cohort)])


@conversation.when(MovingWorkshop)
def new_day_said(turn: Turn, talk: MovingWorkshop) -> None:
    """Show what would change; nothing is done yet."""
    _, cohort, workshop = _workshop(turn, talk.workshop)
    _require_to_come(turn, cohort, workshop)
    day = parse_day(turn.heard.text, _today(turn, cohort))
    if day is None:
        raise RefusalError("cohorts-day-again")
    _require_fits(turn, cohort, workshop, day)
    was = workshop.day  # the talk goes on: another day may be typed below what is shown
    broadcasts: list[int] = []

    def act() -> None:
        workshop.day = day
        turn.session.flush()
        moved = follow_workshops(turn.session, cohort=cohort, default_zone=turn.house.default_zone)
        broadcasts.append(len(moved))

    effects = foresee(turn.session, now=turn.now, cohort=cohort, act=act)
    hanging = hanging_on(turn.session, cohort, workshop.number)
    sent = sent_titles(turn.session, cohort, hanging)
    args: Args = {
        "number": workshop.number,
        "was": was.isoformat(),
        "day": day.isoformat(),
        "holiday": bank_holiday(day, cohort.nation or turn.house.nation) or "none",
        "moves": bool(effects.shifts),
        "shifts": shift_lines(effects),
        "got": bool(sent),
        "sent": title_lines(sent),
        "broadcasts": sum(broadcasts),
        "people": effects.people,
    }
    move = MoveWorkshop(workshop=workshop.id, was=was.toordinal(), day=day.toordinal())
    turn.say(
        "cohorts-move-check", args, buttons=[[Button("cohorts-move-yes", move)], _leave(cohort)]
    )


@conversation.tap(MoveWorkshop)
def move(turn: Turn, tap: MoveWorkshop) -> None:
    """Move it, once, and tell the members."""
    facilitator, cohort, workshop = _workshop(turn, tap.workshop)
    turn.session.refresh(workshop, with_for_update=True)  # two may tap at the same moment
    if workshop.day.toordinal() != tap.was:
        raise RefusalError("cohorts-moved-already")
    _require_to_come(turn, cohort, workshop)
    day = _day(tap.day)
    _require_fits(turn, cohort, workshop, day)
    was = workshop.day.isoformat()
    turn.wait_for(None)
    move_workshop(turn.session, now=turn.now, cohort=cohort, workshop=workshop, day=day)
    follow_workshops(turn.session, cohort=cohort, default_zone=turn.house.default_zone)
    write_down(turn, facilitator, "workshop-moved", f"cohort:{cohort.id}")
    args: Args = {"number": workshop.number, "was": was, "day": day.isoformat()}
    told = _tell(turn, cohort, workshop, "cohorts-told-moved", args)
    turn.change("cohorts-moved", {**args, "told": told}, buttons=[_back(cohort)])


def _day(ordinal: int) -> date:
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        raise RefusalError("old-button") from None


@conversation.tap(AskVenue)
def ask_venue(turn: Turn, tap: AskVenue) -> None:
    """Ask where it will be."""
    _, cohort, workshop = _workshop(turn, tap.workshop)
    _require_to_come(turn, cohort, workshop)
    turn.wait_for(PlacingWorkshop(workshop=workshop.id))
    turn.change("cohorts-venue-ask", {"number": workshop.number}, buttons=[_back(cohort)])


@conversation.when(PlacingWorkshop)
def venue_said(turn: Turn, talk: PlacingWorkshop) -> None:
    """Take the venue and tell the members."""
    facilitator, cohort, workshop = _workshop(turn, talk.workshop)
    _require_to_come(turn, cohort, workshop)
    venue = read_venue(turn.heard.text)
    if not venue:
        raise RefusalError("cohorts-please-type")
    workshop.venue = venue
    turn.wait_for(None)
    write_down(turn, facilitator, "venue-changed", f"cohort:{cohort.id}")
    args: Args = {"number": workshop.number, "day": workshop.day.isoformat()}
    told = _tell(turn, cohort, workshop, "cohorts-told-venue", args)
    done: Args = {"number": workshop.number, "venue": venue, "told": told}
    turn.say("cohorts-venue-done", done, buttons=[_back(cohort)])


def _tell(turn: Turn, cohort: Cohort, workshop: Workshop, copy: str, args: Args) -> int:
    venue: Args = {"venue": workshop.venue or "", "known": workshop.venue is not None}
    return tell_of_workshop(
        turn.session,
        now=turn.now,
        cohort=cohort,
        workshop=workshop,
        copy=copy,
        args={**args, **venue},
    )


def _workshop(turn: Turn, workshop_id: int) -> tuple[Facilitator, Cohort, Workshop]:
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    workshop = run_workshop(turn.session, facilitator, workshop_id)
    return facilitator, turn.session.get_one(Cohort, workshop.cohort_id), workshop


def _today(turn: Turn, cohort: Cohort) -> date:
    return local_day(turn.now, ZoneInfo(cohort.timezone))


def _require_to_come(turn: Turn, cohort: Cohort, workshop: Workshop) -> None:
    if workshop.day < _today(turn, cohort):
        raise RefusalError("cohorts-move-past", number=workshop.number)


def _require_fits(turn: Turn, cohort: Cohort, workshop: Workshop, day: date) -> None:
    """Hold a new day to be another, to come, and between the workshops around it."""
    if day == workshop.day:
        raise RefusalError("cohorts-move-same")
    others = workshops(turn, cohort)
    before = [each.day for each in others if each.number < workshop.number]
    after = [each.day for each in others if each.number > workshop.number]
    in_order = all(each < day for each in before) and all(day < each for each in after)
    if day < _today(turn, cohort) or not in_order:
        raise RefusalError("cohorts-move-order")


def _back(cohort: Cohort) -> list[Button]:
    return [Button("back", ShowWorkshops(cohort=cohort.id))]


def _leave(cohort: Cohort) -> list[Button]:
    return [Button("cohorts-move-no", ShowWorkshops(cohort=cohort.id))]
