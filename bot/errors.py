"""Expected errors: what can go wrong without anybody having written a bug."""

from collections.abc import Mapping


class ExpectedError(Exception):
    """Something a person can put right; it is told plainly and never logged as a crash."""


class SettingsError(ExpectedError):
    """Settings are wrong or missing; the text has one line for each of them."""


class RefusalError(ExpectedError):
    """A person may not, or cannot, do this now: `copy_key` names what they are told."""

    def __init__(self, copy_key: str, **args: str | int) -> None:
        super().__init__(copy_key)
        self.copy_key = copy_key
        self.copy_args: Mapping[str, str | int] = args
