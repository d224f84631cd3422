"""Telegram's HTML, read as Telegram reads it: few tags, strict nesting, its own error words.

Written after the behaviour of TDLib's parser, with which a property test compares it. `tg-time`
is not known here.
"""

import string
from dataclasses import dataclass

from bot.rehearsal.standin.formatting import (
    Entity,
    EntityType,
    Formatted,
    in_order,
    utf16_length,
    utf16_slice,
)
from bot.rehearsal.standin.links import checked_url, mentioned
from bot.rehearsal.standin.refusals import Refusal, bad_request

_END = "\0"
_SPACE = " \t\r\n\0\v"
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_LONGEST_REFERENCE = 10
_LARGEST_CODE = 0x10FFFF
_SIMPLE = {
    "b": EntityType.BOLD,
    "strong": EntityType.BOLD,
    "i": EntityType.ITALIC,
    "em": EntityType.ITALIC,
    "u": EntityType.UNDERLINE,
    "ins": EntityType.UNDERLINE,
    "s": EntityType.STRIKETHROUGH,
    "strike": EntityType.STRIKETHROUGH,
    "del": EntityType.STRIKETHROUGH,
    "tg-spoiler": EntityType.SPOILER,
    "span": EntityType.SPOILER,
}
_TAGS = frozenset({*_SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji"})
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_NAME_TOKEN = frozenset(string.ascii_letters + string.digits + ".-")


@dataclass(frozen=True, kw_only=True)
class _Open:
    tag: str
    argument: str
    offset: int


def parse_html(text: str) -> Formatted:
    """Return the plain text and entities of Telegram HTML, or raise the 400 Telegram would."""
    return _Parser(text).run()


class _Parser:
    """One reading of one text; `at` is the place, `out` the plain text so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.out: list[str] = []
        self.size = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> Formatted:
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "<":
                self._tag()
            elif character == "&" and (decoded := self._reference()):
                self._put(decoded)
            else:
                self._put(character)
                self.at += 1
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.out)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _cannot(
                "Text contains invalid Unicode characters after decoding HTML entities, check "
                "for unmatched surrogate code units"
            )
        return Formatted(text=text, entities=in_order(self._without_languages()))

    def _without_languages(self) -> list[Entity]:
        # A language belongs to <pre><code class="language-…">; on <code> alone it says nothing.
        return [
            Entity(type=e.type, offset=e.offset, length=e.length)
            if e.type is EntityType.CODE
            else e
            for e in self.entities
        ]

    def _put(self, piece: str) -> None:
        self.out.append(piece)
        self.size += utf16_length(piece)

    def _peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.text[place] if place < len(self.text) else _END

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in _SPACE:
            self.at += 1

    def _byte(self, place: int) -> str:
        return f"at byte offset {len(self.text[:place].encode('utf-8', 'surrogatepass'))}"

    def _reference(self) -> str:
        """Decode the reference at `&` and move past it; "" (and no move) where it is none."""
        start = self.at
        end = start + 1
        if self._peek(1) == "#":
            found, end = self._numeric(start + 2)
        else:
            while end < len(self.text) and self.text[end] in string.ascii_letters:
                end += 1
            found = _NAMED.get(self.text[start + 1 : end], "")
        if found:
            self.at = end + (self.text[end : end + 1] == ";")
        return found

    def _numeric(self, start: int) -> tuple[str, int]:
        base, digits = (
            (16, string.hexdigits)
            if self.text[start : start + 1] in ("x", "X")
            else (
                10,
                string.digits,
            )
        )
        first = end = start + (base == 16)  # noqa: PLR2004 - hexadecimal
        while end < len(self.text) and self.text[end] in digits:
            end += 1
        code = int(self.text[first:end] or "0", base)
        if code == 0 or code >= _LARGEST_CODE or end - self.at >= _LONGEST_REFERENCE:
            return "", end
        return chr(code), end

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self._peek() == "/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _name(self) -> str:
        start = self.at
        while self._peek() not in _SPACE and self._peek() != ">":
            self.at += 1
        return self.text[start : self.at].translate(_LOWER)

    def _start_tag(self, begin: int) -> None:
        name = self._name()
        if self._peek() == _END:
            raise _cannot(f"Unclosed start tag {self._byte(begin)}")
        if name not in _TAGS:
            raise _cannot(f'Unsupported start tag "{name}" {self._byte(begin)}')
        argument = ""
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            attribute, value = self._attribute(name, begin)
            argument = _argument(name, attribute, value, argument)
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" {self._byte(begin)}')
        self.open.append(_Open(tag=name, argument=argument, offset=self.size))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        start = self.at
        while self._peek() not in _SPACE and self._peek() not in "=>/'\"":
            self.at += 1
        name = self.text[start : self.at]
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" {self._byte(begin)}')
        self._skip_space()
        if self._peek() == _END:
            raise _cannot(f'Unclosed start tag "{tag}" {self._byte(begin)}')
        if self._peek() != "=":
            return name, ""
        self.at += 1
        self._skip_space()
        if self._peek() == _END:
            raise _cannot(f'Unclosed start tag "{tag}" {self._byte(begin)}')
        value = self._quoted() if self._peek() in "'\"" else self._token()
        if self._peek() == _END:
            raise _cannot(f"Unclosed start tag {self._byte(begin)}")
        return name, value

    def _token(self) -> str:
        start = self.at
        while self._peek() in _NAME_TOKEN:
            self.at += 1
        if self._peek() not in _SPACE and self._peek() != ">":
            raise _cannot(f"Unexpected end of name token {self._byte(start)}")
        return self.text[start : self.at].translate(_LOWER)

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        pieces: list[str] = []
        while self._peek() not in (quote, _END):
            if self._peek() == "&" and (decoded := self._reference()):
                pieces.append(decoded)
                continue
            pieces.append(self._peek())
            self.at += 1
        if self._peek() == quote:
            self.at += 1
        return "".join(pieces)

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise _cannot(f"Unexpected end tag {self._byte(begin)}")
        self.at += 1
        name = self._name()
        self._skip_space()
        if self._peek() != ">":
            raise _cannot(f"Unclosed end tag {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.tag:
            raise _cannot(
                f'Unmatched end tag {self._byte(begin)}, expected "</{opened.tag}>", '
                f'found "</{name}>"'
            )
        if self.size > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        offset, length = opened.offset, self.size - opened.offset
        if opened.tag == "a":
            self._close_link(opened, offset, length)
        elif opened.tag in ("pre", "code"):
            self._close_code(opened, offset, length)
        elif opened.tag == "tg-emoji":
            self._close_emoji(opened, offset, length)
        elif opened.tag == "blockquote":
            kind = EntityType.EXPANDABLE_BLOCKQUOTE if opened.argument else EntityType.BLOCKQUOTE
            self.entities.append(Entity(type=kind, offset=offset, length=length))
        else:
            self.entities.append(Entity(type=_SIMPLE[opened.tag], offset=offset, length=length))

    def _close_link(self, opened: _Open, offset: int, length: int) -> None:
        address = opened.argument or utf16_slice("".join(self.out), offset, self.size)
        if (user_id := mentioned(address)) is not None:
            self.entities.append(
                Entity(type=EntityType.TEXT_MENTION, offset=offset, length=length, user_id=user_id)
            )
        elif url := checked_url(address):
            self.entities.append(
                Entity(type=EntityType.TEXT_LINK, offset=offset, length=length, url=url)
            )

    def _close_code(self, opened: _Open, offset: int, length: int) -> None:
        # A language makes one entity of <pre> and <code> around the same words.
        last = self.entities[-1] if self.entities else None
        if last and (last.offset, last.length) == (offset, length):
            language = None
            if opened.tag == "pre" and last.type is EntityType.CODE:
                language = last.language
            elif opened.tag == "code" and last.type is EntityType.PRE and not last.language:
                language = opened.argument
            if language:
                self.entities[-1] = Entity(
                    type=EntityType.PRE, offset=offset, length=length, language=language
                )
                return
        kind = EntityType.PRE if opened.tag == "pre" else EntityType.CODE
        language = opened.argument or None
        self.entities.append(Entity(type=kind, offset=offset, length=length, language=language))

    def _close_emoji(self, opened: _Open, offset: int, length: int) -> None:
        number = opened.argument
        if not (number.isascii() and number.isdigit() and 0 < int(number) < 1 << 63):
            raise _cannot("Invalid custom emoji identifier specified")
        self.entities.append(
            Entity(
                type=EntityType.CUSTOM_EMOJI,
                offset=offset,
                length=length,
                custom_emoji_id=str(int(number)),
            )
        )


def _argument(tag: str, attribute: str, value: str, before: str) -> str:
    """Return the one value a tag keeps of its attributes."""
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return before


def _cannot(why: str) -> Refusal:
    return bad_request(f"can't parse entities: {why}")
