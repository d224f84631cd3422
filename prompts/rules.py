"""What breaks a rule between the parts of a programme."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RuleBreak:
    """A fault between parts: where (`prompts`, 3, `id`), what is wrong, what to write."""

    where: tuple[str | int, ...]
    problem: str
    instead: str
