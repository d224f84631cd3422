"""Expected errors: what can go wrong without anybody having written a bug."""


class ExpectedError(Exception):
    """Something a person can put right; it is told plainly and never logged as a crash."""


class SettingsError(ExpectedError):
    """Settings are wrong or missing; the text has one line for each of them."""
