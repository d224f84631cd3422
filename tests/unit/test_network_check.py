"""What in an ask would tell who asks."""

import pytest

from bot.network.check import leads_to_somebody, says_name, says_organisation


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Asha and I wonder", "Asha"),
        ("asha, what do you think?", "Asha Patel"),
        ("Dr PATEL's idea", "Asha Patel"),
        ("Zoe says", "Zoë"),
        ("O’Neill said so", "O'Neill"),
        ("Grace said so", "Grace"),
    ],
)
def test_a_name_is_found_however_it_is_typed(words: str, name: str) -> None:
    """Each part counts, in any case, with any apostrophe and without accents."""
    assert says_name(words, name)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("How do you share tomatoes?", "Tom"),
        ("It will take the grace of God", "Will Grace"),
        ("We met on 3 may", "May"),
        ("A plan", "A"),
    ],
)
def test_an_everyday_word_is_no_name(words: str, name: str) -> None:
    """Half a word, a name that is a word in lower case, an initial."""
    assert not says_name(words, name)


@pytest.mark.parametrize(
    ("words", "organisation"),
    [
        ("We at Oxford Health wonder", "Oxford Health NHS Foundation Trust"),
        ("the st mary's way", "St Mary’s"),
        ("Carers’   Voice", "Carers' Voice"),
    ],
)
def test_an_organisation_is_found(words: str, organisation: str) -> None:
    """Also without what every trust is called."""
    assert says_organisation(words, organisation)


@pytest.mark.parametrize("organisation", ["", "NHS Trust", "Oxford Health"])
def test_other_words_are_no_organisation(organisation: str) -> None:
    """No organisation, a word within another, and another order of words."""
    assert not says_organisation("Healthy letters in Oxford: a trust thing", organisation)


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("find me, @asha_rao!", True),
        ("see https://t.me/asha_rao", True),
        ("tg://user?id=1", True),
        ("we met @ 3", False),
        ("@me", False),
    ],
)
def test_what_leads_to_a_person_at_telegram_is_found(words: str, *, is_found: bool) -> None:
    """A user name or a link would take others to who wrote it."""
    assert leads_to_somebody(words) is is_found
