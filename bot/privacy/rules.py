"""How long things are kept: pure rules of days."""

import calendar
from datetime import datetime


def months_later(instant: datetime, months: int) -> datetime:
    """Return the same day and time so many calendar months on, or that month's last day."""
    year, month = divmod(instant.year * 12 + instant.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return instant.replace(year=year, month=month + 1, day=min(instant.day, last))
