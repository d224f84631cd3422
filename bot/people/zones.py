"""Time zones as people type them."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_COMMON = {
    "uk": "Europe/London",
    "britain": "Europe/London",
    "great britain": "Europe/London",
    "united kingdom": "Europe/London",
    "england": "Europe/London",
    "scotland": "Europe/London",
    "wales": "Europe/London",
    "northern ireland": "Europe/London",
    "belfast": "Europe/London",
    "cardiff": "Europe/London",
    "edinburgh": "Europe/London",
    "glasgow": "Europe/London",
    "manchester": "Europe/London",
    "bst": "Europe/London",
    "ireland": "Europe/Dublin",
    "france": "Europe/Paris",
    "germany": "Europe/Berlin",
    "spain": "Europe/Madrid",
    "portugal": "Europe/Lisbon",
    "italy": "Europe/Rome",
    "greece": "Europe/Athens",
    "india": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "pakistan": "Asia/Karachi",
    "bangladesh": "Asia/Dhaka",
    "nigeria": "Africa/Lagos",
    "ghana": "Africa/Accra",
    "kenya": "Africa/Nairobi",
    "jamaica": "America/Jamaica",
}
_NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


def parse_zone(text: str) -> ZoneInfo | None:
    """Read "London", "new york", "UK" or "Europe/Paris"; None when no place is known by it."""
    said = " ".join(text.replace("_", " ").casefold().split()).strip(" .,!")
    key = _COMMON.get(said) or _places().get(said)
    return ZoneInfo(key) if key else None


def city_of(zone: ZoneInfo) -> str:
    """Return the place a zone is named after, `New York`."""
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


@cache
def _places() -> dict[str, str]:
    """Map `paris` and `europe/paris` to `Europe/Paris`; the shortest name wins a city."""
    places: dict[str, str] = {}
    zones = (key for key in available_timezones() if "/" in key and not key.startswith(_NO_PLACES))
    for key in sorted(zones, key=lambda key: (-len(key), key)):
        readable = key.replace("_", " ").casefold()
        places[readable] = places[readable.rsplit("/", 1)[-1]] = key
    return places
