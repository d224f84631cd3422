"""Bank holidays of the four nations."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from bot.pairs.model import Cohort
from bot.people.local import local_day
from bot.settings import Nation

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


def bank_holiday(day: date, nation: Nation | None) -> str | None:
    """Return what a bank holiday is called in English, or None on other days.

    Without a nation, only what is a holiday in all four of them counts.
    """
    if nation is not None:
        return _year(nation, day.year).get(day)
    named = [_year(each, day.year).get(day) for each in Nation]
    return named[0] if all(named) else None


def holiday_for(cohorts: Iterable[Cohort], at: datetime, *, default: Nation) -> str | None:
    """Return the bank holiday that some of these cohorts have at this instant.

    `default` is the nation of cohorts of which nobody said any.
    """
    names = (
        bank_holiday(local_day(at, ZoneInfo(each.timezone)), each.nation or default)
        for each in cohorts
    )
    return next((name for name in names if name), None)


@cache
def _year(nation: Nation, year: int) -> dict[date, str]:
    # Imported here: it takes a fifth of a second, and only some days of some people need it.
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year))
