"""What the operator decided that people are told about."""

from dataclasses import dataclass

from bot.settings import Nation, Settings


@dataclass(frozen=True, kw_only=True)
class House:
    """Who runs this Tandem, where, and how long it keeps what."""

    operator: str
    nation: Nation
    default_zone: str
    raw_days: int
    answers_months: int
    audit_months: int

    @classmethod
    def from_settings(cls, settings: Settings) -> "House":
        """Take the parts of the settings that people are told."""
        return cls(
            operator=settings.operator,
            nation=settings.nation,
            default_zone=settings.timezone.key,
            raw_days=settings.raw_days,
            answers_months=settings.answers_months,
            audit_months=settings.audit_months,
        )
