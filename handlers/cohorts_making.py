"""Making a cohort in the chat, one question after the other."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.access import joined_facilitator
from bot.errors import RefusalError
from bot.learning.bank_holidays import bank_holiday
from bot.pairs import drafting
from bot.pairs.desk_talks import DraftingCohort
from bot.pairs.desk_taps import (
    ChooseCohortZone,
    ChooseNation,
    ChooseProgramme,
    CohortZone,
    MakeCohort,
    NewCohort,
    NoVenue,
    ShowCohorts,
    StartAfresh,
    StepBack,
)
from bot.pairs.drafting import Draft, Step
from bot.pairs.files import ask_for_file
from bot.people.local import local_day
from bot.people.model import Facilitator
from bot.people.phrases import parse_day
from bot.people.zones import city_of, parse_zone
from bot.post.content import Args, Button, Buttons, line
from bot.post.taps import Slug
from bot.reflection.programmes import shipped_programme, shipped_programmes
from bot.settings import Nation
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.cohorts import say_cohort

conversation = Conversation()

AFRESH = Button("cohorts-afresh", StartAfresh())
LATER = Button("cohorts-later", ShowCohorts())


@conversation.tap(NewCohort)
def new_cohort(turn: Turn, tap: NewCohort) -> None:
    """Begin a cohort, or go on where the last one was left."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.take_buttons_away()
    draft = drafting.draft_of(turn.session, facilitator) or Draft()
    go_on(turn, facilitator, draft)


@conversation.tap(StartAfresh)
def start_afresh(turn: Turn, tap: StartAfresh) -> None:
    """Forget what was said, and ask for the name."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    turn.take_buttons_away()
    go_on(turn, facilitator, Draft())


def go_on(turn: Turn, facilitator: Facilitator, draft: Draft) -> None:
    """Keep what was said and ask what comes next."""
    drafting.keep_draft(turn.session, now=turn.now, facilitator=facilitator, draft=draft)
    turn.wait_for(DraftingCohort())
    args: Args = {"name": draft.name or "", "number": draft.number, "of": draft.workshops}
    turn.say(
        f"cohorts-ask-{draft.step.value}",
        {**args, **_summary(draft)},
        buttons=[*_choices(draft), *_ways_out(draft)],
    )


def _ways_out(draft: Draft) -> Buttons:
    if draft.name is None:
        return [[LATER]]
    back = Button("cohorts-one-back", StepBack(answers=draft.answers))
    return [[back, AFRESH], [LATER]]


def _summary(draft: Draft) -> Args:
    if draft.step is not Step.CHECK:
        return {}
    lines = [
        line(
            "cohorts-workshop-line",
            number=number,
            day=day.isoformat(),
            venue=venue,
            known=bool(venue),
        )
        for number, (day, venue) in enumerate(zip(draft.days, draft.venues, strict=True), start=1)
    ]
    nation = draft.nation or Nation.ENGLAND
    holidays = [
        line("cohorts-holiday-line", day=day.isoformat(), holiday=holiday)
        for day in draft.days
        if (holiday := bank_holiday(day, nation))
    ]
    return {
        "programme": shipped_programme(draft.programme or "").title,
        "workshops": lines,
        "holidays": holidays,
        "on_holiday": bool(holidays),
        "nation": nation.value,
        "city": city_of(ZoneInfo(draft.zone or "UTC")),
    }


def _choices(draft: Draft) -> Buttons:
    match draft.step:
        case Step.PROGRAMME:
            return [
                [
                    Button(
                        "cohorts-programme",
                        ChooseProgramme(programme=Slug(each.id)),
                        {"title": each.title, "workshops": each.workshops},
                    )
                ]
                for each in shipped_programmes()
            ]
        case Step.VENUE:
            return [[Button("cohorts-no-venue", NoVenue(number=draft.number))]]
        case Step.NATION:
            return [
                [Button("cohorts-nation", ChooseNation(nation=nation), {"nation": nation.value})]
                for nation in Nation
            ]
        case Step.ZONE:
            return [
                [
                    Button(
                        "cohorts-zone",
                        ChooseCohortZone(zone=zone),
                        {"city": city_of(ZoneInfo(zone))},
                    )
                    for zone in CohortZone
                ]
            ]
        case Step.CHECK:
            return [[Button("cohorts-make", MakeCohort())]]
        case Step.NAME | Step.DAY:
            return []


@conversation.tap(StepBack)
def step_back(turn: Turn, tap: StepBack) -> None:
    """Ask the last question again; a second tap on the same button does nothing."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    draft = drafting.draft_of(turn.session, facilitator)
    if draft is None or draft.answers != tap.answers:
        raise RefusalError("cohorts-said-already")
    turn.take_buttons_away()
    go_on(turn, facilitator, drafting.one_back(draft))


@conversation.when(DraftingCohort)
def said(turn: Turn, talk: DraftingCohort) -> None:
    """Take what was typed for the step at hand."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    draft = drafting.draft_of(turn.session, facilitator) or Draft()
    text = turn.heard.text
    match draft.step:
        case Step.NAME:
            draft = drafting.take_name(turn.session, draft, text)
        case Step.DAY:
            day = parse_day(text, local_day(turn.now, ZoneInfo(turn.house.default_zone)))
            if day is None:
                raise RefusalError("cohorts-day-again")
            draft = drafting.take_day(draft, day)
        case Step.VENUE if text:
            draft = drafting.take_venue(draft, text)
        case Step.ZONE:
            zone = parse_zone(text)
            if zone is None:
                raise RefusalError("cohorts-zone-again")
            draft = replace(draft, zone=zone.key)
        case _:
            raise RefusalError("cohorts-please-tap")
    go_on(turn, facilitator, draft)


@conversation.tap(ChooseProgramme)
def choose_programme(turn: Turn, tap: ChooseProgramme) -> None:
    """Take a programme."""
    facilitator, draft = _at(turn, Step.PROGRAMME)
    chosen = shipped_programme(tap.programme)
    turn.take_buttons_away()
    go_on(turn, facilitator, replace(draft, programme=chosen.id, workshops=chosen.workshops))


@conversation.tap(NoVenue)
def no_venue(turn: Turn, tap: NoVenue) -> None:
    """Leave a venue open."""
    facilitator, draft = _at(turn, Step.VENUE)
    if draft.number != tap.number:
        raise RefusalError("cohorts-said-already")
    turn.take_buttons_away()
    go_on(turn, facilitator, drafting.take_venue(draft, ""))


@conversation.tap(ChooseNation)
def choose_nation(turn: Turn, tap: ChooseNation) -> None:
    """Take whose bank holidays count."""
    facilitator, draft = _at(turn, Step.NATION)
    turn.take_buttons_away()
    go_on(turn, facilitator, replace(draft, nation=tap.nation))


@conversation.tap(ChooseCohortZone)
def choose_zone(turn: Turn, tap: ChooseCohortZone) -> None:
    """Take a zone that was offered."""
    facilitator, draft = _at(turn, Step.ZONE)
    turn.take_buttons_away()
    go_on(turn, facilitator, replace(draft, zone=tap.zone.value))


@conversation.tap(MakeCohort)
def make(turn: Turn, tap: MakeCohort) -> None:
    """Make the cohort, once, and read the file that was sent before it."""
    facilitator, draft = _at(turn, Step.CHECK)
    cohort = drafting.make_cohort(turn.session, now=turn.now, facilitator=facilitator, draft=draft)
    write_down(turn, facilitator, "cohort-made", f"cohort:{cohort.id}")
    turn.wait_for(None)
    turn.change("cohorts-made", {"name": cohort.name})
    say_cohort(turn, cohort)
    if draft.file_id is not None:
        ask_for_file(
            turn.session,
            now=turn.now,
            facilitator=facilitator,
            cohort=cohort,
            file_id=draft.file_id,
        )


def _at(turn: Turn, step: Step) -> tuple[Facilitator, Draft]:
    """Return the draft, if this step is the one that is missing."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    draft = drafting.draft_of(turn.session, facilitator)
    if draft is None or draft.step is not step:
        raise RefusalError("cohorts-said-already")
    return facilitator, draft
