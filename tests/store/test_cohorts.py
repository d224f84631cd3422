"""Cohorts at the desk, on both databases: drafts, files, places, and what a change would do."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.errors import RefusalError
from bot.pairs import drafting, files
from bot.pairs.drafting import Draft, Step
from bot.pairs.importing import CohortError, renew_place
from bot.pairs.model import Cohort, CohortFile, Pair, Workshop
from bot.pairs.places import Standing, add_pair, pairs_of, renew_invitation, withdraw_invitation
from bot.people.facilitators import invite_facilitator
from bot.people.model import Facilitator, Member, Role
from bot.privacy.dissolving import dissolve_pair
from bot.reflection import changing
from bot.reflection.changing import NewPrompt
from bot.reflection.model import Due, DueState
from bot.reflection.planning import plan_member
from bot.reflection.replanning import foresee, move_workshop
from bot.settings import Nation
from bot.store.engine import Store

NOW = datetime(2027, 2, 15, 9, tzinfo=UTC)
DAYS = (date(2027, 3, 3), date(2027, 4, 7), date(2027, 5, 5))


def a_cohort(session: Session) -> Cohort:
    """Make a cohort from a finished draft."""
    facilitator = invite_facilitator(session, now=NOW, name="Fiona").facilitator
    draft = Draft(
        name="Oxford 2027",
        programme="leading-together",
        workshops=3,
        days=DAYS,
        venues=("Town Hall", "", "Town Hall"),
        nation=Nation.ENGLAND,
        zone="Europe/London",
    )
    return drafting.make_cohort(session, now=NOW, facilitator=facilitator, draft=draft)


def a_pair(session: Session, cohort: Cohort) -> list[Member]:
    """Add a pair whose members have joined and have their prompts planned."""
    add_pair(session, now=NOW, cohort=cohort, lay="Asha", professional="Tom", challenge=None)
    members = list(session.scalars(sa.select(Member).order_by(Member.id)))
    for number, member in enumerate(members, start=1001):
        member.chat_id, member.consented_at, member.joined_at = number, NOW, NOW
        session.flush()
        plan_member(session, now=NOW, member=member)
    return members


def due_days(session: Session) -> dict[str, date]:
    """Return the days on which Asha's prompts come."""
    return {
        due.prompt_id: due.due_at.date()
        for due in session.scalars(sa.select(Due).where(Due.member_id == 1))
        if due.due_at is not None and due.state is DueState.PLANNED
    }


def test_a_draft_is_kept_between_answers(store: Store) -> None:
    """What was said comes back as it was; the next step is what is missing."""

    def begin(session: Session) -> int:
        facilitator = invite_facilitator(session, now=NOW, name="Fiona").facilitator
        draft = Draft(name="Oxford", programme="leading-together", workshops=2, days=DAYS[:1])
        drafting.keep_draft(session, now=NOW, facilitator=facilitator, draft=draft)
        return facilitator.id

    key = store.write(begin)
    draft = store.read(lambda s: drafting.draft_of(s, s.get_one(Facilitator, key)))
    assert draft is not None
    assert (draft.step, draft.number, draft.days) == (Step.VENUE, 1, DAYS[:1])


def test_a_cohort_has_the_places_and_nation_of_its_draft(store: Store) -> None:
    """An unknown venue is none at all."""
    store.write(a_cohort)
    venues = store.read(lambda s: list(s.scalars(sa.select(Workshop.venue).order_by(Workshop.id))))
    assert venues == ["Town Hall", None, "Town Hall"]
    assert store.read(lambda s: s.scalar(sa.select(Cohort.nation))) is Nation.ENGLAND


def test_a_file_is_taken_by_one_only(store: Store) -> None:
    """Whoever comes second finds nothing to do."""

    def ask(session: Session) -> None:
        cohort = a_cohort(session)
        facilitator = session.scalars(sa.select(Facilitator)).one()
        files.ask_for_file(
            session, now=NOW, facilitator=facilitator, cohort=cohort, file_id="file-1"
        )

    store.write(ask)
    (row,) = store.read(lambda s: files.files_due(s, now=NOW))
    assert store.write(lambda s: files.take(s, row.id)) is not None
    assert store.write(lambda s: files.take(s, row.id)) is None


def test_a_file_is_tried_later_each_time_and_five_times_in_all(store: Store) -> None:
    """The pauses double."""
    row = CohortFile(facilitator_id=1, cohort_id=1, file_id="f", fetch_at=NOW)

    def ask(session: Session) -> None:
        a_cohort(session)
        session.add(row)

    store.write(ask)
    tries = [store.write(lambda s: files.try_later(s, 1, now=NOW)) for _ in range(5)]
    assert tries == [True, True, True, True, False]
    assert store.read(lambda s: files.files_due(s, now=NOW + timedelta(seconds=319))) == []


def test_places_say_how_far_each_person_is(store: Store) -> None:
    """Invited, withdrawn, invited again, too old; a pair that ended comes last."""

    def standing(session: Session, now: datetime = NOW) -> list[Standing]:
        views = pairs_of(session, session.get_one(Cohort, 1), now=now)
        return [place.standing for view in views for place in view.places]

    def begin(session: Session) -> None:
        cohort = a_cohort(session)
        add_pair(session, now=NOW, cohort=cohort, lay="Asha", professional="Tom", challenge="X")

    store.write(begin)
    assert store.read(standing) == [Standing.INVITED, Standing.INVITED]
    store.write(lambda s: withdraw_invitation(s, now=NOW, member=s.get_one(Member, 2)))
    assert store.read(standing) == [Standing.INVITED, Standing.WITHDRAWN]
    store.write(lambda s: renew_invitation(s, now=NOW, member=s.get_one(Member, 2)))
    assert store.read(standing) == [Standing.INVITED, Standing.INVITED]
    later = NOW + timedelta(days=61)
    assert store.read(lambda s: standing(s, later)) == [Standing.EXPIRED, Standing.EXPIRED]
    assert store.write(lambda s: dissolve_pair(s, now=NOW, pair=s.get_one(Pair, 1), actor="x"))
    assert store.read(standing) == [Standing.LEFT, Standing.LEFT]
    with pytest.raises(RefusalError):
        store.write(lambda s: renew_invitation(s, now=NOW, member=s.get_one(Member, 2)))


def test_what_is_foreseen_is_what_happens(store: Store) -> None:
    """A look changes nothing; the move then gives exactly the days that were shown."""

    def look(session: Session) -> tuple[dict[str, date], dict[str, date], set[object]]:
        cohort = a_cohort(session)
        a_pair(session, cohort)
        workshop = session.scalars(sa.select(Workshop).where(Workshop.number == 2)).one()
        before = due_days(session)
        seen = foresee(
            session,
            now=NOW,
            cohort=cohort,
            act=lambda: setattr(workshop, "day", date(2027, 4, 14)),
        )
        assert workshop.day == DAYS[1]
        assert seen.people == 2
        return before, due_days(session), {shift.after for shift in seen.shifts}

    before, after_look, shown = store.write(look)
    assert after_look == before

    def move(session: Session) -> dict[str, date]:
        cohort = session.get_one(Cohort, 1)
        workshop = session.scalars(sa.select(Workshop).where(Workshop.number == 2)).one()
        move_workshop(session, now=NOW, cohort=cohort, workshop=workshop, day=date(2027, 4, 14))
        return due_days(session)

    moved = store.write(move)
    changed = {day for key, day in moved.items() if before.get(key) != day}
    assert changed
    assert changed <= shown
    assert moved["first_check_in"] == date(2027, 4, 7)


def test_changes_to_prompts_lie_over_the_programme(store: Store) -> None:
    """Other words and another day together; left out; added; and all of it undone."""

    def work(session: Session) -> None:
        cohort = a_cohort(session)
        a_pair(session, cohort)
        before = due_days(session)
        words = changing.reword(
            session, now=NOW, cohort=cohort, prompt_id="hopes", place=0, role=None, words="Why?"
        )
        assert changing.apply_change(session, now=NOW, cohort=cohort, change=words)
        assert not changing.apply_change(session, now=NOW, cohort=cohort, change=words)
        day = changing.move_prompt(
            session, now=NOW, cohort=cohort, prompt_id="hopes", when="5 days before workshop 1"
        )
        assert changing.preview(session, cohort, day).questions[0].wording.lay == "Why?"
        changing.apply_change(session, now=NOW, cohort=cohort, change=day)
        assert due_days(session)["hopes"] == date(2027, 2, 26)
        out = changing.skip(session, now=NOW, cohort=cohort, prompt_id="hopes")
        changing.apply_change(session, now=NOW, cohort=cohort, change=out)
        assert "hopes" not in due_days(session)
        with pytest.raises(RefusalError):
            changing.skip(session, now=NOW, cohort=cohort, prompt_id="hopes")
        new = NewPrompt(
            title="Travel",
            words="How?",
            when="2 days before workshop 1",
            audience="both",
            visibility="private",
        )
        added = changing.add(session, now=NOW, cohort=cohort, new=new)
        changing.apply_change(session, now=NOW, cohort=cohort, change=added)
        assert due_days(session)["added_1"] == date(2027, 3, 1)
        with pytest.raises(RefusalError):  # fourteen come on their own again
            changing.restore(session, now=NOW, cohort=cohort, prompt_id="hopes")
        out = changing.skip(session, now=NOW, cohort=cohort, prompt_id="added_1")
        changing.apply_change(session, now=NOW, cohort=cohort, change=out)
        assert changing.restore(session, now=NOW, cohort=cohort, prompt_id="hopes")
        assert not changing.restore(session, now=NOW, cohort=cohort, prompt_id="hopes")
        assert due_days(session)["hopes"] == before["hopes"]

    store.write(work)


def test_a_dissolved_pair_is_not_invited_again_from_the_command_line(store: Store) -> None:
    """Who would join it would have no partner."""

    def work(session: Session) -> None:
        cohort = a_cohort(session)
        add_pair(session, now=NOW, cohort=cohort, lay="Asha", professional="Tom", challenge=None)
        dissolve_pair(session, now=NOW, pair=session.get_one(Pair, 1), actor="x")
        with pytest.raises(CohortError, match="dissolved"):
            renew_place(session, now=NOW, cohort="Oxford 2027", pair="1", role=Role.LAY, name="Ann")

    store.write(work)
