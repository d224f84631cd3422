"""What a facilitator's next words are about."""

from bot.post.talk import Talk


class WritingBroadcast(Talk, name="bc-words"):
    """The message that everybody gets."""

    broadcast: int


class WritingOptions(Talk, name="bc-options"):
    """Answers, one a line."""

    broadcast: int


class HavingDraft(Talk, name="bc-draft"):
    """A draft is open, and no words are waited for; `broadcast` is 0 where none is.

    `held` is the draft that keeps words which came all the same, 0 for none.
    """

    broadcast: int
    held: int = 0


class TypingWhen(Talk, name="bc-when"):
    """A day and a time; `day` is what was typed of the day where only the time is missing."""

    broadcast: int
    day: str = ""


class TypingCount(Talk, name="bc-count"):
    """How many people it goes to; `at` is a Unix time in minutes, 0 for now."""

    broadcast: int
    at: int


class EditingBroadcast(Talk, name="bc-edit"):
    """Other words for a broadcast that people have."""

    broadcast: int


class AnsweringMember(Talk, name="desk-answer"):
    """An answer to a member."""

    note: int


class NamingFacilitator(Talk, name="desk-invite"):
    """The name of a facilitator to invite."""


class PlacingFacilitator(Talk, name="desk-place"):
    """Which cohorts they will run is asked; words are not waited for."""

    facilitator: str
