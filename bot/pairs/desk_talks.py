"""What the next words of a facilitator may be about, where cohorts are concerned."""

from bot.post.talk import Talk


class DraftingCohort(Talk, name="cohort-draft"):
    """The next step of a new cohort."""


class SendingFile(Talk, name="cohort-file"):
    """A file of people for this cohort."""

    cohort: int


class HoldingFile(Talk, name="cohort-held-file"):
    """Whose file this is, is being asked."""

    file_id: str


class AddingPair(Talk, name="cohort-pair"):
    """The names of a new pair, then its challenge."""

    cohort: int
    lay: str | None = None
    professional: str | None = None


class NamingFollower(Talk, name="cohort-follower"):
    """The name of who follows somebody who left."""

    member: int


class MovingWorkshop(Talk, name="cohort-move"):
    """The new day of a workshop."""

    workshop: int


class PlacingWorkshop(Talk, name="cohort-venue"):
    """The new place of a workshop."""

    workshop: int
