"""Bank holidays of the four nations."""

from datetime import date
from functools import cache

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


@cache
def _year(nation: Nation, year: int) -> dict[date, str]:
    # Imported here: it takes a fifth of a second, and only some days of some people need it.
    from holidays import country_holidays

    return dict(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year))
