"""One prompt is changed, left out or added for one cohort, after a look at it."""

import sqlalchemy as sa

from bot.pairs.model import Cohort, Pair, Workshop
from bot.people.model import FacilitatorCohort, Member, Role
from bot.privacy.model import AuditEntry
from bot.reflection.model import ChangeKind, Due, DueState, PromptChange
from bot.reflection.planning import plan_member
from tests.desk import a_facilitator, opens_cohort
from tests.world import WORKSHOPS, Phone, World


def due(world: World, prompt_id: str, member_id: int = 1) -> Due | None:
    """Return one member's copy of a prompt."""
    found = [
        each
        for each in world.rows(Due)
        if each.prompt_id == prompt_id and each.member_id == member_id
    ]
    return found[0] if found else None


async def opens_prompt(fiona: Phone, title: str) -> None:
    """Go to a prompt of the cohort."""
    await opens_cohort(fiona)
    await fiona.taps("Prompts")
    await fiona.taps(title)


async def adds_a_prompt(fiona: Phone, title: str) -> None:
    """Put a prompt of one's own together, up to the last look."""
    await opens_cohort(fiona)
    await fiona.taps("Prompts")
    await fiona.taps("Add a prompt")
    await fiona.sends(title)
    await fiona.sends("How will you get here?")
    await fiona.sends("3 days before workshop 1")
    await fiona.taps("Both")
    await fiona.taps("The writer chooses")


async def test_a_prompt_is_worded_anew_and_previewed_for_each_role(world: World) -> None:
    """Nobody else's cohort changes, and nothing before the yes."""
    asha, tom = world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("For lay")
    await fiona.sends("Hello {name}, what do you and {partner} hope for?")
    fiona.sees("This is how the lay partner sees it")
    fiona.sees("Hello Asha, what do you and Tom hope for?")
    fiona.sees("This is how the professional sees it")
    fiona.sees("Hello Tom. You and Asha are about to start something")
    check = fiona.sees("Change “Before you begin”, 1 week before workshop 1?")
    assert "Every prompt comes on the same day as before" in check.text
    assert "What changes" not in check.text
    assert [c.applied_at for c in world.rows(PromptChange)] == [None]
    await fiona.taps("Yes, for this cohort")
    fiona.sees("Done: the prompts of Oxford 2027")
    await fiona.taps_on(check, "Yes, for this cohort")
    assert "That is so already" in fiona.toast
    await world.moves(days=10)
    asha.sees("Hello Asha, what do you and Tom hope for?")
    tom.sees("Hello Tom. You and Asha are about to start something")
    assert [e.act for e in world.rows(AuditEntry)] == ["prompt-edit"]


async def test_the_buttons_of_a_preview_do_nothing(world: World) -> None:
    """A look is a look."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "How I work well")
    await fiona.taps("Change 1")
    await fiona.sends("Which of these matter?")
    shown = fiona.sees("Which of these matter?")
    fiona.sees_not("someone you loved working with. What did they do that you would like Tom")
    await fiona.taps_on(shown, shown.labels[0])
    assert "only to look at" in fiona.toast


async def test_a_prompt_is_left_out_and_brought_back(world: World) -> None:
    """What that changes is shown; who had it keeps it."""
    asha, _ = world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    planned = due(world, "hopes")
    assert planned is not None
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("Leave it out")
    fiona.sees("Leave out “Before you begin”?")
    fiona.sees("“Before you begin”: drops out (2)")
    dropped = due(world, "hopes")
    assert dropped is not None
    assert dropped.state is DueState.PLANNED
    await fiona.taps("Yes, for this cohort")
    dropped = due(world, "hopes")
    assert dropped is not None
    assert dropped.state is DueState.DROPPED
    await world.moves(days=1)
    await opens_cohort(fiona)
    await fiona.taps("Prompts")
    await fiona.taps("✗ Before you begin (left out)")
    await fiona.taps("As the programme has it")
    back = due(world, "hopes")
    assert back is not None
    assert (back.state, back.due_at) == (DueState.PLANNED, planned.due_at)
    await world.moves(days=10)
    asha.sees("about to start something together")


async def test_a_prompt_comes_back_only_while_there_is_room(world: World) -> None:
    """Fourteen come on their own; the fifteenth has to wait until another one is left out."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("Leave it out")
    await fiona.taps("Yes, for this cohort")
    await adds_a_prompt(fiona, "Your journey here")
    await fiona.taps("Yes, for this cohort")
    await opens_prompt(fiona, "✗ Before you begin (left out)")
    await fiona.taps("As the programme has it")
    assert "leave another one out first" in fiona.toast
    hopes = due(world, "hopes")
    assert hopes is not None
    assert hopes.state is DueState.DROPPED
    await opens_prompt(fiona, "How I work well")
    await fiona.taps("Leave it out")
    await fiona.taps("Yes, for this cohort")
    await opens_prompt(fiona, "✗ Before you begin (left out)")
    await fiona.taps("As the programme has it")
    fiona.sees("Done: the prompts of Oxford 2027")


async def test_a_looked_at_prompt_counts_only_while_there_is_room(world: World) -> None:
    """What was brought back between the look and the yes is in the way."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("Leave it out")
    await fiona.taps("Yes, for this cohort")
    await adds_a_prompt(fiona, "Your journey here")
    check = fiona.sees("Add “Your journey here”")
    await opens_prompt(fiona, "✗ Before you begin (left out)")
    await fiona.taps("As the programme has it")
    await fiona.taps_on(check, "Yes, for this cohort")
    assert "leave another one out first" in fiona.toast
    assert due(world, "added_1") is None


async def test_a_left_out_prompt_never_reaches_who_joins_later(world: World) -> None:
    """It is not planned at all."""
    world.joined_pair()
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("Leave it out")
    fiona.sees("Leave out")
    await fiona.taps("Yes, for this cohort")
    world.joined_pair(label="B", lay=(2001, "Mina"), professional=(2002, "Leo"), plan=True)
    assert due(world, "hopes", member_id=3) is None
    assert due(world, "work_well", member_id=3) is not None


async def joins_leeds(world: World) -> Phone:
    """Return the phone of a lay partner in another cohort with the same workshops."""

    def work(session: sa.orm.Session) -> None:
        leeds = Cohort(
            name="Leeds", programme="leading-together", timezone="Europe/London",
            created_at=world.clock.now(),
        )  # fmt: skip
        session.add(leeds)
        session.flush()
        for number, day in enumerate(WORKSHOPS, start=1):
            session.add(Workshop(cohort_id=leeds.id, number=number, day=day))
        pair = Pair(cohort_id=leeds.id, label="L", created_at=world.clock.now())
        session.add(pair)
        session.flush()
        ann = Member(
            pair_id=pair.id, role=Role.LAY, name="Ann", chat_id=3001, notice_version="1",
            consented_at=world.clock.now(), joined_at=world.clock.now(),
        )  # fmt: skip
        session.add(ann)
        session.flush()
        plan_member(session, now=world.clock.now(), member=ann)

    world.app.store.write(work)
    phone = world.phone(3001, "Ann")
    phone.person._require_usable()
    return phone


async def test_what_one_cohort_leaves_out_others_are_asked(world: World) -> None:
    """A change is for its cohort, in the lists and in what comes."""
    asha, _ = world.joined_pair(plan=True)
    ann = await joins_leeds(world)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("Leave it out")
    await fiona.taps("Yes, for this cohort")
    await opens_cohort(fiona, "Leeds")
    await fiona.taps("Prompts")
    assert "Before you begin" in fiona.last_buttons
    await world.moves(days=11)
    asha.never_received("about to start something together")
    ann.sees("about to start something together")


async def test_a_prompt_is_added_for_one_role(world: World) -> None:
    """Title, words, day, who is asked and who sees it; then the look, then the yes."""
    asha, tom = world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    # The programme sends fourteen already: one goes to make room.
    await opens_prompt(fiona, "Before you begin")
    await fiona.taps("Leave it out")
    await fiona.taps("Yes, for this cohort")
    await opens_cohort(fiona)
    await fiona.taps("Prompts")
    await fiona.taps("Add a prompt")
    await fiona.sends("Your journey here")
    await fiona.sends("How will you get to the workshop, {name}?")
    await fiona.sends("some time soon")
    fiona.sees("A prompt hangs on a workshop")
    await fiona.sends("3 days before workshop 1")
    await fiona.taps("Lay partners")
    await fiona.taps("Only who writes it")
    fiona.sees("How will you get to the workshop, Asha?")
    fiona.sees_not("This is how the professional sees it")
    fiona.sees("“Your journey here”: comes on Sunday 28 February")
    assert due(world, "added_1") is None
    await fiona.taps("Yes, for this cohort")
    added = due(world, "added_1")
    assert added is not None
    assert added.due_at is not None
    assert due(world, "added_1", member_id=2) is None
    await world.moves(days=14)
    asha.sees("How will you get to the workshop, Asha?")
    tom.never_received("How will you get to the workshop")
    await asha.sends("By bus")
    asha.sees("Kept")


async def test_past_fourteen_an_added_prompt_waits_instead_of_ringing(world: World) -> None:
    """The load stays low, and the facilitator is told so before."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await adds_a_prompt(fiona, "Your journey here")
    fiona.sees("this one waits in /reflect")
    await fiona.taps("Yes, for this cohort")
    added = due(world, "added_1")
    assert added is not None
    assert added.due_at is None


async def test_a_prompt_gets_another_day(world: World) -> None:
    """Typed as programmes are written; a wrong one says what would be right."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "How I work well")
    await fiona.taps("Another day")
    await fiona.sends("3 days after workshop 9")
    fiona.sees("there is no workshop 9")
    await fiona.sends("6 days after workshop 1")
    fiona.sees("“How I work well”: Friday 5 March → Tuesday 9 March (2)")
    fiona.sees_not("This is how")
    await fiona.taps("Yes, for this cohort")
    moved = due(world, "work_well")
    assert moved is not None
    assert moved.due_at is not None
    assert moved.due_at.date().isoformat() == "2027-03-09"
    # Other words later leave the other day alone.
    await opens_prompt(fiona, "How I work well (changed)")
    await fiona.taps("Change 1")
    await fiona.sends("What matters to you?")
    fiona.sees("6 days after workshop 1")
    await fiona.taps("Yes, for this cohort")
    (change,) = [c for c in world.rows(PromptChange) if c.applied_at]
    assert change.kind is ChangeKind.EDIT
    assert change.change["when"] == "6 days after workshop 1"


async def test_wrong_words_and_forged_buttons_change_nothing(world: World) -> None:
    """Unknown braces, an essay, a prompt that is not there, another's cohort."""
    world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_prompt(fiona, "Before you begin")
    screen = fiona.sees("Before you begin")
    await fiona.taps("Other words")
    await fiona.sends("Hello {surname}")
    fiona.sees("{surname} is not something Tandem can fill in")
    await fiona.sends("x" * 281)
    fiona.sees("281 letters")
    for forged in ("cp:1:nothing", "cp-skip:1:nothing", "cp-w:1:hopes:3:b", "cp-yes:77"):
        fiona.person.forges(screen.message_id, forged)
        await world.settles()
    await fiona.sends("Something")
    gareth = a_facilitator(world, person=(9002, "Gareth"), cohort_ids=(1,))
    world.app.store.write(lambda s: s.execute(sa.delete(FacilitatorCohort)))
    await gareth.sends("/cohorts")
    shown = gareth.sees("There is no cohort yet")
    for forged in ("cp:1:hopes", "cp-all:1:0", "cp-skip:1:hopes", "cp-back:1:hopes"):
        gareth.person.forges(shown.message_id, forged)
        await world.settles()
        assert "not yours" in gareth.toast
    assert all(change.applied_at is None for change in world.rows(PromptChange))
