"""Invitation secrets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.codes import (
    hash_code,
    hash_token,
    looks_like_code,
    new_code,
    new_link_token,
    normalise_code,
)


def test_link_tokens_fit_a_deep_link_and_differ() -> None:
    tokens = {new_link_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,64}", token) for token in tokens)


def test_codes_have_their_shape_and_differ() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", c) for c in codes)


@given(st.data())
def test_however_a_code_is_typed_it_is_the_same_code(data: st.DataObject) -> None:
    signs = data.draw(st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=10, max_size=10))
    code = f"{signs[:4]}-{signs[4:8]}-{signs[8:]}A2"
    swaps = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(swaps.get(sign, sign.lower() + sign))) for sign in code
    )
    typed = typed.replace("-", data.draw(st.sampled_from(["", " ", "-", " – ", "  "])))
    typed = data.draw(st.sampled_from(["", " ", "\n"])) + typed + " "
    assert normalise_code(typed) == code
    assert looks_like_code(typed)


def test_a_code_that_is_spelled_out_is_a_code() -> None:
    assert looks_like_code("A B C D 2 3 4 5 J K M N")
    assert normalise_code("ab cd2 345-jkm n") == "ABCD-2345-JKMN"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ABCD-2345-JKM",
        "ABCD-2345-JKMNP",
        "ABCD-2345-JKMU",
        "ABCD.2345.JKMN",
        "447700900123",
        "4477 0090 0123",
        "conversation",
        "GOOD TO MEET",
        "é" * 12,
        "ABCD-2345-JKMN please",
    ],
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert normalise_code(text) is None
    assert not looks_like_code(text)


@pytest.mark.parametrize("text", ["the 12 Mar 2027", "by 5 on 3 Mar at 8", "25 is the best"])
def test_ordinary_words_do_not_look_like_a_code(text: str) -> None:
    assert not looks_like_code(text)


def test_hashes_hide_the_secret_and_the_key_matters() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", hash_token("abc"))
    assert hash_token("abc") != hash_token("abd")
    assert re.fullmatch(r"[0-9a-f]{64}", hash_code("ABCD-2345-JKMN", b"k" * 32))
    assert hash_code("ABCD-2345-JKMN", b"k" * 32) != hash_code("ABCD-2345-JKMN", b"l" * 32)
