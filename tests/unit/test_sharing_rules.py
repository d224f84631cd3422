"""The check of words before another person sees them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sharing.crisis import crisis_words
from bot.sharing.rules import FindingKind, find_identifiers

TODAY = date(2027, 3, 10)


def found(text: str) -> list[tuple[FindingKind, str]]:
    return [
        (finding.kind, text[finding.start : finding.end])
        for finding in find_identifiers(text, today=TODAY)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("NHS 9434765919.", FindingKind.NHS_NUMBER, "9434765919"),
        ("it is 943 476 5919 ok", FindingKind.NHS_NUMBER, "943 476 5919"),
        ("943-476-5919", FindingKind.NHS_NUMBER, "943-476-5919"),
        ("943\u00a0476–5919", FindingKind.NHS_NUMBER, "943\u00a0476–5919"),
        ("in 2027 943 476 5919", FindingKind.NHS_NUMBER, "943 476 5919"),
        ("No.9434765919", FindingKind.NHS_NUMBER, "9434765919"),
        ("she was born 12/5/50", FindingKind.DATE_OF_BIRTH, "12/5/50"),
        ("DOB: 12.05.1950", FindingKind.DATE_OF_BIRTH, "12.05.1950"),
        ("dob 12051950", FindingKind.DATE_OF_BIRTH, "12051950"),
        ("D.O.B. 1950-05-12", FindingKind.DATE_OF_BIRTH, "1950-05-12"),
        ("date of birth is 3rd of June, 1988", FindingKind.DATE_OF_BIRTH, "3rd of June, 1988"),
        ("born on May 12th, 1950", FindingKind.DATE_OF_BIRTH, "May 12th, 1950"),
        ("her birthday is 29 February", FindingKind.DATE_OF_BIRTH, "29 February"),
        ("born 1 March 2027", FindingKind.DATE_OF_BIRTH, "1 March 2027"),
        ("Mrs Lee, 12 May 1950, came", FindingKind.DATE_OF_BIRTH, "12 May 1950"),
        ("the boy (4/9/2019)", FindingKind.DATE_OF_BIRTH, "4/9/2019"),
        ("seen 12-05-50", FindingKind.DATE_OF_BIRTH, "12-05-50"),
        ("ring 07700 900123", FindingKind.PHONE, "07700 900123"),
        ("ring +44 (0)20 7946 0958 today", FindingKind.PHONE, "+44 (0)20 7946 0958"),
        ("(01865) 270000", FindingKind.PHONE, "(01865) 270000"),
        ("+1 212 555 2368", FindingKind.PHONE, "+1 212 555 2368"),
        ("write to Jo.O'Neil+x@nhs.example.uk.", FindingKind.EMAIL, "Jo.O'Neil+x@nhs.example.uk"),
        ("lives at OX4 1AB", FindingKind.POSTCODE, "OX4 1AB"),
        ("sw1a1aa please", FindingKind.POSTCODE, "sw1a1aa"),
        ("M1 1AE", FindingKind.POSTCODE, "M1 1AE"),
        ("EC1A 1BB", FindingKind.POSTCODE, "EC1A 1BB"),
        ("My patient waited", FindingKind.MY_PATIENT, "My patient"),
        ("our elderly patient’s son", FindingKind.MY_PATIENT, "our elderly patient"),
        ("A patient of mine said", FindingKind.MY_PATIENT, "patient of mine"),
        ("one of our younger patients", FindingKind.MY_PATIENT, "one of our younger patients"),
        ("a patient called Ann", FindingKind.MY_PATIENT, "patient called"),
        ("the patient named Ann", FindingKind.MY_PATIENT, "patient named"),
        ("a patient, Mrs Lee", FindingKind.MY_PATIENT, "patient, Mrs"),
        ("the patient in bed 4", FindingKind.MY_PATIENT, "patient in bed 4"),
        ("a patient I saw on Monday", FindingKind.MY_PATIENT, "patient I saw"),
        ("my service user", FindingKind.MY_PATIENT, "my service user"),
    ],
)
def test_holds_what_could_identify_a_patient(text: str, kind: FindingKind, part: str) -> None:
    assert found(text) == [(kind, part)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We meet on 7 April 2027 at 10:30.",
        "The workshop is on 2027-04-07, the next on 05/05/2027.",
        "We began on 3 February 2026",
        "Let us talk on 12 May",
        "by 12/5",
        "It was 1/2 done, then 3/4",
        "Version 1.2.10 of the plan",
        "Founded in 1948, 12 million people",
        "The chart of 12 May 1850",
        "on 31/02/1960",
        "about 1234567890 steps",
        "Call 999 or 111, Samaritans 116 123, text 85258",
        "£12,000,000 over 10 years",
        "10.30-12.45 in room 12",
        "tell me @tom",
        "Ward B2 3rd floor, A4 2nd draft, B12 vitamins",
        "patients wait too long",
        "our patients wait too long",
        "my patient partner and I",
        "our patient participation group met",
        "Our patient-led forum",
        "my view as a patient",
        "our work is patient and slow",
        "Please be patient",
        "I am a patient and proud",
    ],
)
def test_lets_ordinary_words_pass(text: str) -> None:
    assert found(text) == []


def test_without_a_day_it_goes_by_the_machines() -> None:
    assert find_identifiers("Mrs Lee, 12 May 1950") != []
    assert find_identifiers("We meet on 12 May 2099") == []


def test_finds_several_in_order_and_the_surer_kind_wins() -> None:
    text = "My patient 943 476 5919, dob 12/5/1950, OX4 1AB, a@b.org, 020 7946 0958"
    assert [kind for kind, _ in found(text)] == [
        FindingKind.MY_PATIENT,
        FindingKind.NHS_NUMBER,
        FindingKind.DATE_OF_BIRTH,
        FindingKind.POSTCODE,
        FindingKind.EMAIL,
        FindingKind.PHONE,
    ]


def test_an_nhs_number_that_is_also_a_phone_number_is_called_by_the_surer_name() -> None:
    assert found("+44 9434765919")[0][0] is FindingKind.NHS_NUMBER


@given(st.integers(min_value=0, max_value=10**9 - 1), st.sampled_from(["", " ", "-"]), st.text())
def test_every_valid_nhs_number_is_held(nine: int, gap: str, before: str) -> None:
    digits = f"{nine:09d}"
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)
    )
    check = (11 - weighted % 11) % 11
    if check == 10:  # never given out
        return
    number = f"{digits[:3]}{gap}{digits[3:6]}{gap}{digits[6:]}{check}"
    assert (FindingKind.NHS_NUMBER, number) in found(f"{before} : {number}")


@given(st.dates(min_value=date(1908, 1, 1), max_value=date(2025, 1, 1)))
def test_every_full_date_of_a_living_person_is_held(born: date) -> None:
    for text in (f"{born:%d/%m/%Y}", f"{born:%Y-%m-%d}", f"{born:%-d %B %Y}", f"{born:%b %d, %Y}"):
        assert (FindingKind.DATE_OF_BIRTH, text) in found(f"seen {text}, well")


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2099, 1, 1)))
def test_no_near_or_coming_date_is_held(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day:%-d %B %Y}"):
        assert found(f"The workshop is on {text}.") == []


@given(
    st.text(alphabet=st.one_of(st.sampled_from("0123456789 /-.@+abpnrymdotieu"), st.characters()))
)
def test_findings_never_overlap_and_lie_inside_the_text(text: str) -> None:
    findings = find_identifiers(text, today=TODAY)
    ends = [0]
    for finding in findings:
        assert ends[-1] <= finding.start < finding.end <= len(text)
        ends.append(finding.end)


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "thinking about SUICIDE",
        "he is suicidal",
        "I might end my life",
        "end my own life",
        "took his own life",
        "She took an overdose",
        "self-harm", "selfharming", "self harmed",
        "I just want to die.",
        "I don’t want to live",
        "I dont want to be here anymore",
        "don't want to wake up",
        "they'd be better off without me",
        "I wish I was dead",
        "wish I’d never been born",
        "there is no point in living",
        "life isn’t worth living",
        "I can’t go on like this",
        "cannot carry on any more",
        "hurting   myself",
        "sui\u200bcide",
        "our suicide prevention work",
    ],
)  # fmt: skip
def test_certain_words_call_up_the_crisis_card(text: str) -> None:
    assert crisis_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I can't go on Tuesday",
        "We nearly died laughing",
        "The plan is dead",
        "insecticide on the ward roof",
        "end the meeting, take it all in",
        "skills and drills",
        "dose of reality",
        "I had to cut the list myself",
    ],
)
def test_ordinary_words_do_not(text: str) -> None:
    assert not crisis_words(text)
