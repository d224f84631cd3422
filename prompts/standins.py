"""The few words of a programme's language that are not written in its file."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, kw_only=True)
class StandIns:
    """Words for a partner who has not joined, an unwritten challenge or venue, and yes and no."""

    partner: str
    challenge: str
    venue: str
    yes: str
    no: str


STAND_INS = {
    "en": StandIns(
        partner="your partner",
        challenge="your shared challenge",
        venue="we will tell you",
        yes="Yes",
        no="No",
    )
}


@cache
def stand_ins(locale: str) -> StandIns:
    """Return the words of a locale such as `en-GB`; English where there are none."""
    return STAND_INS.get(locale.split("-", maxsplit=1)[0], STAND_INS["en"])
