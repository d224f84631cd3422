"""What a member decides about prompts: when they come, and when they rest."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import RefusalError
from bot.people.local import at_local, local_day
from bot.people.model import Member
from bot.people.phrases import EARLIEST, parse_day
from bot.people.taps import PauseLength

LONGEST_PAUSE = timedelta(days=366)
_SPANS = {
    PauseLength.WEEK: "in 1 week",
    PauseLength.TWO_WEEKS: "in 2 weeks",
    PauseLength.MONTH: "in 1 month",
}


def set_prompt_time(*, member: Member, at: time) -> None:
    """Let prompts come at this local time, from 07:00 to 20:59."""
    member.prompt_time = at.isoformat("minutes")


def toggle_day(*, member: Member, weekday: int) -> None:
    """Choose or drop a weekday (Monday is 0); the last one cannot be dropped."""
    days = member.prompt_days ^ (1 << weekday)
    if not days:
        raise RefusalError("settings-one-day")
    member.prompt_days = days


def set_zone(*, member: Member, zone: ZoneInfo) -> None:
    """Let the member's own days and hours be those of this zone."""
    member.timezone = zone.key
    if member.paused_until is not None:
        member.resumes_at = at_local(member.paused_until, EARLIEST, zone)


def end_of_pause(length: PauseLength, today: date) -> date:
    """Return the first day after a pause of this length that begins today."""
    return parse_day(_SPANS[length], today) or today


def pause_until(*, now: datetime, member: Member, day: date, zone: ZoneInfo) -> None:
    """Let prompts rest until `day`, the first on which they come again."""
    today = local_day(now, zone)
    if day <= today:
        raise RefusalError("pause-too-soon")
    if day - today > LONGEST_PAUSE:
        raise RefusalError("pause-too-long")
    member.paused_until, member.resumes_at = day, at_local(day, EARLIEST, zone)


def resume(*, member: Member) -> bool:
    """End a pause; return False when there was none."""
    if member.paused_until is None:
        return False
    member.paused_until = member.resumes_at = None
    return True
