"""Settings: the time and days of prompts, the name, the place."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.access import joined_member
from bot.pairs.cohorts import zone_of
from bot.pairs.talks import is_under_way
from bot.pairs.taps import ShowHome
from bot.people import joining, preferences
from bot.people.model import Member
from bot.people.phrases import TimeRefusal, parse_name, parse_time_of_day
from bot.people.talks import SettingName, SettingTime, SettingZone
from bot.people.taps import (
    AskName,
    AskPause,
    AskTime,
    AskZone,
    ChooseTime,
    ChooseZone,
    Energy,
    NearZone,
    ShowDays,
    ShowSettings,
    ToggleDay,
)
from bot.people.zones import city_of, parse_zone
from bot.post.content import Args, Button, Buttons
from bot.reflection.planning import replan_member
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.joining import REFUSED_TIME
from handlers.notes import fallback

conversation = Conversation()

SCREEN: Buttons = (
    (Button("settings-time", AskTime()), Button("settings-days", ShowDays())),
    (Button("settings-name", AskName()), Button("settings-place", AskZone())),
    (Button("settings-pause", AskPause()), Button("home", ShowHome())),
)
BACK = Button("back", ShowSettings())
TIMES: Buttons = (
    (Button("joining-morning", ChooseTime(at=Energy.MORNING)),),
    (Button("joining-midday", ChooseTime(at=Energy.MIDDAY)),),
    (Button("joining-evening", ChooseTime(at=Energy.EVENING)),),
    (BACK,),
)
ZONES: Buttons = (
    *(
        (Button("settings-zone", ChooseZone(zone=zone), {"city": city_of(ZoneInfo(zone.value))}),)
        for zone in NearZone
    ),
    (BACK,),
)


@conversation.command("settings")
def settings(turn: Turn) -> None:
    """Show all settings."""
    member = joined_member(turn.session, turn.chat_id)
    turn.say("settings", _args(turn, member), buttons=SCREEN)


@conversation.tap(ShowSettings)
def show_settings(turn: Turn, tap: ShowSettings) -> None:
    """Show all settings in the tapped message."""
    member = joined_member(turn.session, turn.chat_id)
    turn.wait_for(None)
    turn.change("settings", _args(turn, member), buttons=SCREEN)


def _args(turn: Turn, member: Member) -> Args:
    until = member.paused_until
    return {
        "name": member.name,
        "clock": member.prompt_time,
        "days": member.prompt_days,
        "count": member.prompt_days.bit_count(),
        "city": city_of(zone_of(turn.session, member)),
        "until": until.isoformat() if until else "none",
    }


@conversation.tap(AskTime)
def ask_time(turn: Turn, tap: AskTime) -> None:
    """Ask for another time."""
    joined_member(turn.session, turn.chat_id)
    turn.wait_for(SettingTime(since=turn.now.isoformat()))
    turn.change("settings-ask-time", buttons=TIMES)


@conversation.tap(ChooseTime)
def time_tapped(turn: Turn, tap: ChooseTime) -> None:
    """Take a time that was offered."""
    _set_time(turn, tap.at.clock)
    clock = tap.at.clock.isoformat("minutes")
    turn.change("settings-time-done", {"clock": clock}, buttons=[[BACK]])


@conversation.when(SettingTime)
def time_typed(turn: Turn, talk: SettingTime) -> None:
    """Take a typed time."""
    if _is_late(turn, talk.since):
        return
    at = parse_time_of_day(turn.heard.text)
    turn.take_question_away("settings-ask-time", *REFUSED_TIME.values())
    if isinstance(at, TimeRefusal):
        turn.say(REFUSED_TIME[at], buttons=TIMES)
        return
    _set_time(turn, at)
    turn.say("settings-time-done", {"clock": at.isoformat("minutes")}, buttons=[[BACK]])


def _set_time(turn: Turn, at: time) -> None:
    member = joined_member(turn.session, turn.chat_id)
    preferences.set_prompt_time(member=member, at=at)
    turn.wait_for(None)
    replan_member(turn.session, now=turn.now, member=member)


@conversation.tap(ShowDays)
def show_days(turn: Turn, tap: ShowDays) -> None:
    """Show the weekdays, each to be tapped."""
    _show_days(turn, joined_member(turn.session, turn.chat_id))


@conversation.tap(ToggleDay)
def toggle_day(turn: Turn, tap: ToggleDay) -> None:
    """Choose or drop a weekday."""
    member = joined_member(turn.session, turn.chat_id)
    preferences.toggle_day(member=member, weekday=tap.weekday)
    replan_member(turn.session, now=turn.now, member=member)
    _show_days(turn, member)


def _show_days(turn: Turn, member: Member) -> None:
    turn.wait_for(None)
    days = [
        Button("settings-day", ToggleDay(weekday=day), {"day": day, "chosen": bool(chosen)})
        for day in range(7)
        for chosen in [member.prompt_days >> day & 1]
    ]
    rows = [days[start : start + 2] for start in range(0, len(days), 2)]
    turn.change(
        "settings-ask-days", buttons=[*rows, [Button("settings-days-done", ShowSettings())]]
    )


@conversation.tap(AskName)
def ask_name(turn: Turn, tap: AskName) -> None:
    """Ask for another name."""
    joined_member(turn.session, turn.chat_id)
    turn.wait_for(SettingName(since=turn.now.isoformat()))
    turn.change("settings-ask-name", buttons=[[BACK]])


@conversation.when(SettingName)
def name_typed(turn: Turn, talk: SettingName) -> None:
    """Take a typed name."""
    if _is_late(turn, talk.since):
        return
    name = parse_name(turn.heard.text)
    if name is None or turn.heard.command is not None:
        turn.say("joining-name-again", buttons=[[BACK]])
        return
    turn.take_question_away("settings-ask-name", "joining-name-again")
    joining.choose_name(member=joined_member(turn.session, turn.chat_id), name=name)
    turn.wait_for(None)
    turn.say("settings-name-done", {"name": name}, buttons=[[BACK]])


@conversation.tap(AskZone)
def ask_zone(turn: Turn, tap: AskZone) -> None:
    """Ask where the member is."""
    joined_member(turn.session, turn.chat_id)
    turn.wait_for(SettingZone(since=turn.now.isoformat()))
    turn.change("settings-ask-place", buttons=ZONES)


@conversation.tap(ChooseZone)
def zone_tapped(turn: Turn, tap: ChooseZone) -> None:
    """Take a zone that was offered."""
    zone = ZoneInfo(tap.zone.value)
    _set_zone(turn, zone)
    turn.change("settings-place-done", _zone_args(turn.now, zone), buttons=[[BACK]])


@conversation.when(SettingZone)
def zone_typed(turn: Turn, talk: SettingZone) -> None:
    """Take a typed city."""
    if _is_late(turn, talk.since):
        return
    zone = parse_zone(turn.heard.text)
    if zone is None:
        turn.say("settings-place-unknown", buttons=[[BACK]])
        return
    turn.take_question_away("settings-ask-place", "settings-place-unknown")
    _set_zone(turn, zone)
    turn.say("settings-place-done", _zone_args(turn.now, zone), buttons=[[BACK]])


def _set_zone(turn: Turn, zone: ZoneInfo) -> None:
    member = joined_member(turn.session, turn.chat_id)
    preferences.set_zone(member=member, zone=zone)
    turn.wait_for(None)
    replan_member(turn.session, now=turn.now, member=member)


def _zone_args(now: datetime, zone: ZoneInfo) -> Args:
    return {"city": city_of(zone), "clock": now.astimezone(zone).strftime("%H:%M")}


def _is_late(turn: Turn, since: str) -> bool:
    """Treat words long after the question as what they are: about something else."""
    if is_under_way(since, turn.now):
        return False
    turn.wait_for(None)
    fallback(turn)
    return True
