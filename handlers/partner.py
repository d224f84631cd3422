"""The partner, as the copy takes them."""

from bot.pairs.partners import partner_of
from bot.people.model import Member
from bot.telegram.turn import Turn


def partner_args(turn: Turn, member: Member) -> dict[str, str | bool]:
    """Return the partner's name and whether there is one here now."""
    partner = partner_of(turn.session, member)
    return {"has_partner": partner is not None, "partner": partner.name if partner else ""}
