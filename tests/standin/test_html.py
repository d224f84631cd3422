"""Telegram's HTML, held against Telegram's own parser."""

import json

import pytest
import tdjson
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.rehearsal.standin.formatting import (
    Entity,
    EntityType,
    Formatted,
    tidy,
    utf16_length,
    utf16_slice,
)
from bot.rehearsal.standin.html_parser import parse_html
from bot.rehearsal.standin.html_writer import to_html
from bot.rehearsal.standin.refusals import Refusal

_TDLIB_TYPES = {
    "textEntityTypeBold": EntityType.BOLD,
    "textEntityTypeItalic": EntityType.ITALIC,
    "textEntityTypeUnderline": EntityType.UNDERLINE,
    "textEntityTypeStrikethrough": EntityType.STRIKETHROUGH,
    "textEntityTypeSpoiler": EntityType.SPOILER,
    "textEntityTypeCode": EntityType.CODE,
    "textEntityTypePre": EntityType.PRE,
    "textEntityTypePreCode": EntityType.PRE,
    "textEntityTypeBlockQuote": EntityType.BLOCKQUOTE,
    "textEntityTypeExpandableBlockQuote": EntityType.EXPANDABLE_BLOCKQUOTE,
    "textEntityTypeTextUrl": EntityType.TEXT_LINK,
    "textEntityTypeMentionName": EntityType.TEXT_MENTION,
    "textEntityTypeCustomEmoji": EntityType.CUSTOM_EMOJI,
}

Spans = list[tuple[EntityType, int, int, str]]


def execute(request: dict[str, object]) -> dict[str, object]:
    answer = tdjson.td_execute(json.dumps(request).encode()) or b"{}"
    found: dict[str, object] = json.loads(answer)
    return found


execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def telegrams_own(text: str) -> tuple[str, Spans] | str:
    """Return what TDLib makes of `text`, or its refusal."""
    answer = execute(
        {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    )
    if answer["@type"] == "error":
        return str(answer["message"]).lower()
    spans: Spans = []
    entities = answer["entities"]
    if not isinstance(entities, list):
        raise TypeError(answer)
    for entity in entities:
        kind = entity["type"]
        extra = str(
            kind.get("language") or kind.get("user_id") or kind.get("custom_emoji_id") or ""
        )
        spans.append((_TDLIB_TYPES[kind["@type"]], entity["offset"], entity["length"], extra))
    return str(answer["text"]), sorted(spans)


def ours(text: str) -> tuple[str, Spans] | str:
    try:
        parsed = parse_html(text)
    except Refusal as refusal:
        return refusal.description.removeprefix("Bad Request: ").lower()
    spans = sorted(
        (e.type, e.offset, e.length, str(e.language or e.user_id or e.custom_emoji_id or ""))
        for e in parsed.entities
    )
    return parsed.text, spans


_TAGS = [
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code", "pre",
    "blockquote", "B", "x", "br", "p", "", "span", "a",
]  # fmt: skip
_STARTS = [
    '<span class="tg-spoiler">', "<span>", '<a href="http://example.com/a">', "<a href='tg://user?id=42'>",
    "<a href=''>", '<pre><code class="language-python">', '<code class="language-c">',
    "<blockquote expandable>", '<tg-emoji emoji-id="5368324170671202286">', "<tg-emoji>",
    "<b class=x>", '<b class="a&lt;b">', "<b =x>", "<b x", "<", "</", "</ b>",
    "< b>", "<b >", "</b >",
    "<a href=x/>", "<a href", '<b x="', "<!-- x -->", "<b/>", "</>",
]  # fmt: skip
_REFERENCES = [
    "&lt;", "&gt;", "&amp;", "&quot;", "&lt", "&nbsp;", "&#65;", "&#x41;", "&#X41;", "&#x1F600;",
    "&#0;", "&#1114111;", "&#xD800;", "&", "&;", "&#;", "&#x;", "&ampx", "&#00000000065;",
]  # fmt: skip
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=6
)
_PIECE = st.one_of(
    _TEXT,
    st.sampled_from(["a", " ", "\n", "😀", "é", "x\r\n", "\t"]),
    st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
    st.sampled_from(_STARTS),
    st.text("xY1=/'\" \t\v\n\f<&;-.é", max_size=8).map(lambda inside: f"<b {inside}>"),
    st.sampled_from(_REFERENCES),
)
_SOUP = st.lists(_PIECE, max_size=12).map("".join)


_PAIRS = [
    *((f"<{tag}>", f"</{tag}>") for tag in _TAGS if tag not in ("x", "br", "p", "", "span", "a")),
    ('<span class="tg-spoiler">', "</span>"),
    ('<a href="http://example.com/a">', "</a>"),
    ("<a href='tg://user?id=42'>", "</a>"),
    ('<pre><code class="language-python">', "</code></pre>"),
    ("<blockquote expandable>", "</blockquote>"),
    ('<tg-emoji emoji-id="5368324170671202286">', "</tg-emoji>"),
]


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.tuples(st.sampled_from(_PAIRS), inner).map(lambda w: w[0][0] + w[1] + w[0][1])
    return st.one_of(wrapped, st.lists(inner, max_size=3).map("".join))


_WELL_FORMED = st.recursive(
    st.one_of(st.text("ab 😀é\n", max_size=5), st.sampled_from(_REFERENCES[:8])),
    _nested,
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(_SOUP, _WELL_FORMED))
@example('<pre><code class="language-python">x</code></pre>')
@example('<code class="language-python"><pre>x</pre></code>')
@example("<a href='http://exa&amp;mple.com/?a=1&lt;'>x</a>")
@example("😀<b>x😀</b>&#x1F600;<i>y</i>")
@example("<b>é<i>é</b>")
@example('<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>')
def test_html_is_read_as_telegrams_own_parser_reads_it(text: str) -> None:
    """Accepted or refused with the same words, the same text, the same spans."""
    assert ours(text) == telegrams_own(text)


@settings(max_examples=200, deadline=None)
@given(_WELL_FORMED)
@example("<i><b>a</b> </i>")
def test_a_stored_text_written_as_html_reads_back_the_same(text: str) -> None:
    stored = tidy(parse_html(text))
    again = tidy(parse_html(to_html(stored)))
    assert again == stored


@pytest.mark.parametrize(
    ("given_html", "text", "spans"),
    [
        ("  <b>hi</b> \n", "hi", [(0, 2)]),
        ("<b> hi </b>", " hi", [(0, 3)]),
        ("<b>  </b>x", "x", []),
        ("a\tb\x01c", "a b c", []),
        ("a\r\n<b>b</b>", "a\nb", [(2, 1)]),
        ("<b>a<b>b</b></b>", "ab", [(0, 2)]),
        ("<code>a<b>b</b></code>", "ab", [(0, 2)]),
    ],
)
def test_white_space_and_empty_entities_are_tidied_away(
    given_html: str, text: str, spans: list[tuple[int, int]]
) -> None:
    stored = tidy(parse_html(given_html))
    assert stored.text == text
    assert [(e.offset, e.length) for e in stored.entities] == spans


@given(st.text(max_size=20), st.text(max_size=20))
def test_lengths_and_slices_count_utf16_code_units(before: str, after: str) -> None:
    assert utf16_length(before) == len(before.encode("utf-16-le", "surrogatepass")) // 2
    whole = before + after
    assert utf16_slice(whole, 0, utf16_length(before)) == before


def test_a_mention_of_a_person_survives_the_round_trip() -> None:
    mention = Entity(type=EntityType.TEXT_MENTION, offset=0, length=3, user_id=7)
    assert parse_html(to_html(Formatted(text="Tom", entities=(mention,)))).entities == (mention,)
