"""What a wording says where there is nothing to fill in yet, by locale."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StandIns:
    """Words for a partner who has not joined and a challenge that is not written."""

    partner: str
    challenge: str


STAND_INS = {"en": StandIns(partner="your partner", challenge="your shared challenge")}


def stand_ins(locale: str) -> StandIns:
    """Return the words of a locale such as `en-GB`; English where there are none."""
    return STAND_INS.get(locale.split("-", maxsplit=1)[0], STAND_INS["en"])
