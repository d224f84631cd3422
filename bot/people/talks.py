"""What the next words of a person may be about, while joining and in the settings."""

from bot.post.talk import Talk


class JoiningName(Talk, name="joining-name"):
    """The name to be called by."""


class JoiningTime(Talk, name="joining-time"):
    """When the person has most energy."""


class SettingTime(Talk, name="setting-time"):
    """Another time of prompts; `since` is an ISO instant, as in the talks below."""

    since: str


class SettingName(Talk, name="setting-name"):
    """Another name."""

    since: str


class SettingZone(Talk, name="setting-zone"):
    """Where the member is."""

    since: str


class SettingPause(Talk, name="setting-pause"):
    """The day on which prompts come again."""

    since: str
