"""Importing a cohort, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.pairs.cohorts import cohorts_run_by, facilitators_of, members_joined
from bot.pairs.importing import CohortError, CohortPlan, Imported, import_cohort, renew_place
from bot.pairs.model import Challenge, Cohort, Pair, Workshop
from bot.pairs.roster import read_roster
from bot.people.facilitators import invite_facilitator
from bot.people.invitations import Closed, Opened, open_by_code, open_by_link
from bot.people.model import Invitation, Member, Role
from bot.store.engine import Store

NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
PLAN = CohortPlan(
    name="Oxford 2027",
    programme="leading-together",
    workshops=(date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5)),
    workshops_wanted=3,
    timezone=None,
    default_timezone="Europe/London",
)
FILE = """pair,name,role,organisation,challenge,email
A,Asha,lay,,Clearer letters,asha@example.org
A,Tom,professional,St Mary’s,Clearer letters,
"""


def imports(store: Store, text: str = FILE, plan: CohortPlan = PLAN) -> Imported:
    """Import a file's text."""
    rows = read_roster(text.encode()).rows
    return store.write(lambda session: import_cohort(session, now=NOW, plan=plan, rows=rows))


def count(store: Store, table: type[object]) -> int:
    """Count a table's rows."""
    return store.read(lambda s: s.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def test_a_file_becomes_a_cohort(store: Store) -> None:
    """Its pairs, places, workshops, challenges and invitations are all there."""
    imported = imports(store)
    assert imported.differences == ()
    assert [(place.pair, place.name, place.role) for place in imported.places] == [
        ("A", "Asha", Role.LAY),
        ("A", "Tom", Role.PROFESSIONAL),
    ]
    assert all(place.secrets for place in imported.places)
    with_counts = {table: count(store, table) for table in (Cohort, Pair, Workshop, Challenge)}
    assert with_counts == {Cohort: 1, Pair: 1, Workshop: 3, Challenge: 1}
    cohort = store.read(lambda s: s.scalars(sa.select(Cohort)).one())
    assert cohort.timezone == "Europe/London"
    assert store.read(lambda s: members_joined(s, cohort)) == (0, 2)


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    """No row, no secret, no difference."""
    imports(store)
    again = imports(store)
    assert again.differences == ()
    assert [place.secrets for place in again.places] == [None, None]
    assert count(store, Member) == count(store, Invitation) == 2


def test_a_changed_file_adds_what_is_new_and_reports_the_rest(store: Store) -> None:
    """What exists stays unchanged, whatever the file says now."""
    imports(store)
    changed = FILE.replace("Asha,lay,,Clearer letters,asha@", "Aisha,lay,Mind,Shorter waits,a@")
    changed = changed.replace("St Mary’s,Clearer letters", "St Mary’s,Shorter waits")
    changed += "B,Bea,lay,,,\nB,Ben,professional,,,\n"
    plan = replace(
        PLAN,
        timezone="Europe/Paris",
        workshops=(date(2027, 3, 4), date(2027, 4, 7), date(2027, 5, 5)),
    )
    imported = imports(store, changed, plan)
    assert [bool(place.secrets) for place in imported.places] == [False, False, True, True]
    told = "\n".join(imported.differences)
    for part in (
        "time zone stays Europe/London (given now: Europe/Paris)",
        "workshops stays 2027-03-03,2027-04-07,2027-05-05",
        "pair A, lay: name stays Asha (row 2: Aisha)",
        "organisation stays empty (row 2: Mind)",
        "e-mail stays asha@example.org (row 2: a@example.org)",
        "pair A: the challenge stays as it is (row 2",
    ):
        assert part in told
    assert "Tom" not in told
    asha = store.read(lambda s: s.scalars(sa.select(Member).order_by(Member.id)).first())
    assert asha is not None
    assert asha.name == "Asha"
    assert count(store, Challenge) == 1


def test_a_pair_is_known_whatever_its_case(store: Store) -> None:
    """The facilitator's Excel may write `a` where it wrote `A`."""
    imports(store)
    assert imports(store, FILE.replace("A,", "a,")).places[0].secrets is None
    assert count(store, Pair) == 1


@pytest.mark.parametrize(
    ("plan", "problem"),
    [
        (replace(PLAN, workshops=PLAN.workshops[:2]), "has 3 workshops, but 2 dates were given"),
        (replace(PLAN, workshops=PLAN.workshops[:1]), "but 1 date was given; give 3, with"),
        (replace(PLAN, workshops=PLAN.workshops[::-1]), "later than the one before"),
        (replace(PLAN, timezone="Oxford"), "no time zone 'Oxford'"),
    ],
)
def test_wrong_dates_or_zone_import_nothing(store: Store, plan: CohortPlan, problem: str) -> None:
    """The error says what would be right."""
    with pytest.raises(CohortError, match=problem):
        imports(store, plan=plan)
    assert count(store, Cohort) == 0


def test_a_renewed_invitation_replaces_the_earlier_one(store: Store) -> None:
    """Also when somebody else had opened the place without agreeing."""
    old = imports(store).places[0].secrets
    assert old is not None
    opened = store.write(lambda s: open_by_link(s, old.token, chat_id=66, now=NOW))
    assert isinstance(opened, Opened)
    place = store.write(
        lambda s: renew_place(s, now=NOW, cohort="Oxford 2027", pair="a", role=Role.LAY)
    )
    new = place.secrets
    assert new is not None
    closed = store.write(lambda s: open_by_code(s, old.code, chat_id=1, now=NOW))
    assert closed is Closed.REPLACED
    opened = store.write(lambda s: open_by_code(s, new.code, chat_id=1, now=NOW))
    assert isinstance(opened, Opened)


def test_a_taken_place_is_not_renewed_and_a_left_one_is_filled_anew(store: Store) -> None:
    """Whoever follows has a place of their own, with nothing of who was there."""
    imports(store)

    def takes(**changes: object) -> None:
        store.write(lambda s: s.execute(sa.update(Member).where(Member.id == 1).values(changes)))

    def renews(name: str | None) -> str:
        place = store.write(
            lambda s: renew_place(
                s, now=NOW, cohort="Oxford 2027", pair="A", role=Role.LAY, name=name
            )
        )
        return place.name

    takes(chat_id=1, consented_at=NOW, joined_at=NOW)
    with pytest.raises(CohortError, match="joined already"):
        renews("Nell")
    takes(left_at=NOW)
    with pytest.raises(CohortError, match="give --name"):
        renews(None)
    assert renews("Nell") == "Nell"
    nell = store.read(lambda s: s.scalars(sa.select(Member).order_by(Member.id.desc())).first())
    assert nell is not None
    assert (nell.name, nell.place, nell.email, nell.chat_id) == ("Nell", 2, None, None)


@pytest.mark.parametrize(("cohort", "pair"), [("Leeds", "A"), ("Oxford 2027", "Z")])
def test_a_place_that_is_not_there_is_not_renewed(store: Store, cohort: str, pair: str) -> None:
    """The error names what is missing."""
    imports(store)
    with pytest.raises(CohortError, match=r"Leeds|Z"):
        store.write(lambda s: renew_place(s, now=NOW, cohort=cohort, pair=pair, role=Role.LAY))


def test_facilitators_have_their_cohorts_and_organisers_all(store: Store) -> None:
    """Only those who have joined and were not removed are told anything."""
    imports(store)
    imports(store, plan=replace(PLAN, name="Bristol 2027"))

    def work(session: Session) -> tuple[list[list[str]], list[list[str]]]:
        cohorts = session.scalars(sa.select(Cohort).order_by(Cohort.name)).all()
        first = [cohorts[0].id]
        people = [
            invite_facilitator(session, now=NOW, name="Org").facilitator,
            invite_facilitator(session, now=NOW, name="Fay", cohort_ids=first).facilitator,
            invite_facilitator(session, now=NOW, name="Not here").facilitator,
        ]
        for number, facilitator in enumerate(people[:2], start=1):
            facilitator.chat_id, facilitator.joined_at = number, NOW
        session.flush()
        return (
            [[cohort.name for cohort in cohorts_run_by(session, one)] for one in people[:2]],
            [[one.name for one in facilitators_of(session, cohort)] for cohort in cohorts],
        )

    runs, told = store.write(work)
    assert runs == [["Bristol 2027", "Oxford 2027"], ["Bristol 2027"]]
    assert told == [["Org", "Fay"], ["Org"]]
