from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.raw import raw_update

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_anything_is_an_update_or_none(item: object) -> None:
    raw_update(item)


@given(JSON, JSON, st.sampled_from(["message", "callback_query", "edited_message"]))
def test_what_has_an_id_is_kept_as_text(sender: object, text: object, kind: str) -> None:
    kept = raw_update({"update_id": 7, kind: {"from": sender, "text": text, "id": text}})
    assert kept is not None
    assert kept.raw.encode()


def test_half_a_character_is_replaced() -> None:
    kept = raw_update({"update_id": 7, "message": {"text": "\ud83d"}})
    assert kept is not None
    assert "?" in kept.raw
