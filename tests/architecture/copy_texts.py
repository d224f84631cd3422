"""What messages can say: every branch of every choice, with plausible arguments."""

import re
from collections.abc import Callable
from html import unescape

from fluent.syntax import ast as fluent

from tests.architecture.copy_keys import messages

OWN_WORDS = {
    *("words", "challenge", "question", "description", "body", "answer", "happened", "obstacle"),
    *("what", "wording", "names", "text", "problem", "instead"),
}
"""Arguments that bring people's own words, or a file's; their length is not ours."""
LISTS = {
    *("updates", "steps", "cohorts", "workshops", "differences", "faults", "pairs", "places"),
    *("shifts", "sent", "groups", "answers", "entries"),
}
"""Arguments that may bring lines of other copy, which count by themselves."""
LONG_NAME, SHORT_NAME = "Christopher", "Tom"
LONG = {
    "DAY": "Wednesday 29 September 2027",
    "DATE": "29 September",
    "CLOCK": "12.30 pm",
    "LINK": "https://t.me/tandem_bot?start=" + "x" * 22,
    "LIST": (
        "an NHS number, an e-mail address, a date of birth, a phone number, a postcode "
        "and something about a patient"
    ),
}
SHORT = {
    "DAY": "Monday 3 May",
    "DATE": "3 May",
    "CLOCK": "8 am",
    "LINK": "",
    "LIST": "an NHS number",
}
NUMBER = {"count", "number", "most", "longest", "total", "done", "of", "amount", "more"}
TAG = re.compile(r"<[^>]+>")
Choose = Callable[[list[str]], str]
"""Chooses one of the texts of a choice's branches."""


def longest(key: str) -> str:
    """Return the longest text that a message can be, without people's own words."""
    return _plain(_text(messages()[key].value, lambda texts: max(texts, key=len), LONG_NAME))


def texts(key: str) -> set[str]:
    """Return texts of a message in which every branch of every choice stands once."""
    found: set[str] = set()
    turn = 0
    while True:
        most = 0

        def choose(branches: list[str]) -> str:
            nonlocal most
            most = max(most, len(branches))
            return branches[turn % len(branches)]  # noqa: B023 - called before the next turn

        found.add(_plain(_text(messages()[key].value, choose, SHORT_NAME)))
        turn += 1
        if turn >= most:
            return found


def _plain(text: str) -> str:
    return unescape(TAG.sub("", text)).strip()


def _text(part: object, choose: Choose, name: str) -> str:  # noqa: PLR0911 - one for each kind
    match part:
        case fluent.Pattern():
            return "".join(_text(each, choose, name) for each in part.elements)
        case fluent.TextElement():
            return str(part.value)
        case fluent.Placeable():
            return _text(part.expression, choose, name)
        case fluent.SelectExpression():
            return choose([_text(each.value, choose, name) for each in part.variants])
        case fluent.MessageReference():
            return _text(messages()[part.id.name].value, choose, name)
        case fluent.FunctionReference():
            return (LONG if name == LONG_NAME else SHORT)[part.id.name]
        case fluent.StringLiteral():
            return str(part.parse()["value"])
        case fluent.VariableReference():
            return _argument(part.id.name, name)
    raise TypeError(f"no text for {part!r}")


def _argument(variable: str, name: str) -> str:
    if variable in OWN_WORDS | LISTS:
        return "" if name == LONG_NAME else "It went well."
    return "12" if variable in NUMBER else name
