"""Who is in a cohort: seen, invited anew, followed by others, and let go."""

import sqlalchemy as sa

from bot.pairs.model import Note, NoteKind, Pair
from bot.people.model import FacilitatorCohort, Invitation, Member
from bot.privacy.model import AuditEntry
from bot.reflection.model import Due, DueState
from tests.desk import a_facilitator, opens_cohort
from tests.invited import import_text, invited
from tests.world import Phone, World


def link_for(phone: Phone, name: str) -> str:
    """Return the start parameter in the newest invitation text for somebody."""
    text = phone.sees(f"Hello {name}, you are invited").text
    return text.partition("start=")[2].split()[0]


def member(world: World, name: str) -> Member:
    """Return the newest member of this name."""
    return [each for each in world.rows(Member) if each.name == name][-1]


async def joins(phone: Phone, token: str) -> None:
    """Go the whole way by tapping."""
    await phone.opens(token)
    await phone.taps("I agree")
    await phone.taps(phone.last_buttons[0])
    await phone.taps("Evening: 6.30 pm")


async def test_who_has_joined_is_seen_at_a_glance(world: World) -> None:
    """Pair by pair, with how far each person is."""
    secrets = invited(world)
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("People")
    fiona.sees("Pair A: Asha is invited, Tom is invited")
    await joins(world.phone(1001, "Asha"), secrets["Asha"].token)
    await opens_cohort(fiona)
    await fiona.taps("People")
    fiona.sees("Asha has joined, Tom is invited")


async def test_an_invitation_is_renewed_and_withdrawn(world: World) -> None:
    """The earlier link opens nothing; a withdrawn one neither; who has joined needs none."""
    secrets = invited(world)
    fiona = a_facilitator(world)
    tom = world.phone(1002, "Tom")
    await opens_cohort(fiona)
    await fiona.taps("People")
    await fiona.taps("A: Asha · Tom")
    pair_screen = fiona.sees("Pair A")
    await fiona.taps("New invitation for Tom")
    new = link_for(fiona, "Tom")
    await tom.opens(secrets["Tom"].token)
    tom.sees("This invitation does not work any more")
    await fiona.taps_on(pair_screen, "Withdraw Tom’s invitation")
    await tom.opens(new)
    tom.sees("This invitation does not work any more")
    await fiona.taps_on(pair_screen, "New invitation for Tom")
    await joins(tom, link_for(fiona, "Tom"))
    await fiona.taps_on(pair_screen, "New invitation for Tom")
    assert "has joined already" in fiona.toast
    acts = [entry.act for entry in world.rows(AuditEntry) if entry.actor.startswith("fac")]
    assert acts == ["invitation-renewed", "invitation-withdrawn", "invitation-renewed"]


async def test_a_member_who_leaves_is_followed_and_keeps_what_they_wrote(world: World) -> None:
    """Both hear it kindly; who follows sees nothing of it."""
    asha, tom = world.joined_pair(plan=True)
    world.writes(
        Note(
            member_id=2,
            kind=NoteKind.SELF,
            words="My own thoughts",
            written_at=world.clock.now(),
        )
    )
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("People")
    await fiona.taps("A: Asha · Tom")
    await fiona.taps("Tom is leaving")
    ask = fiona.sees("If Tom leaves")
    assert member(world, "Tom").left_at is None
    await fiona.taps("Tom leaves")
    tom.sees("Thank you for all you brought")
    asha.sees("Tom has left")
    assert {d.state for d in world.rows(Due) if d.member_id == 2} == {DueState.DROPPED}
    await fiona.sends("Ruth")
    fiona.sees("Ruth is invited")
    await fiona.taps_on(ask, "Tom leaves")
    await fiona.sends("Somebody")
    fiona.sees("That place is taken")
    ruth = world.phone(1003, "Ruth")
    await joins(ruth, link_for(fiona, "Ruth"))
    assert member(world, "Ruth").place == 2
    await ruth.sends("/home")
    ruth.never_received("My own thoughts")
    assert [note.member_id for note in world.rows(Note)] == [2]
    asha.sees("Ruth has joined Tandem")
    acts = {(entry.actor, entry.act) for entry in world.rows(AuditEntry)}
    assert ("facilitator:1", "left") in acts
    assert ("facilitator:1", "member-replaced") in acts


async def test_a_place_somebody_left_is_filled(world: World) -> None:
    """Who left by /leave needs no goodbye from the facilitator."""
    _, tom = world.joined_pair()
    fiona = a_facilitator(world)
    await tom.sends("/leave")
    await tom.taps("Leave")
    fiona.sees("Tom of pair A (Oxford 2027) has left")
    await opens_cohort(fiona)
    await fiona.taps("People")
    await fiona.taps("A: Asha · Tom")
    await fiona.taps("Somebody follows Tom")
    fiona.sees("Who follows Tom?")
    await fiona.sends("Ruth")
    fiona.sees("Hello Ruth, you are invited")


async def test_a_late_pair_gets_no_heap_of_missed_prompts(world: World) -> None:
    """Two months in, at most one prompt comes on the first day and none is long over."""
    world.joined_pair(plan=True)
    await world.moves(days=60)
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("Add a pair")
    await fiona.sends("Mina")
    await fiona.sends("Leo")
    await fiona.taps("They will say it themselves")
    fiona.sees("Pair 1 is there: Mina and Leo")
    await fiona.taps_on(fiona.sees("What is their shared challenge"), "They will say it themselves")
    assert "settled already" in fiona.toast
    assert len(world.rows(Pair)) == 2
    mina = world.phone(2001, "Mina")
    await joins(mina, link_for(fiona, "Mina"))
    late = member(world, "Mina")
    dues = [due for due in world.rows(Due) if due.member_id == late.id]
    assert dues
    assert all(due.closes_at > world.clock.now() for due in dues)
    await world.moves(days=2)
    sent = [d for d in world.rows(Due) if d.member_id == late.id and d.sent_at is not None]
    assert len(sent) <= 1


async def test_a_pair_is_dissolved_kindly_and_once(world: World) -> None:
    """Both hear the same words, no prompt comes any more, and what they wrote is still theirs."""
    asha, tom = world.joined_pair(plan=True)
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("People")
    await fiona.taps("A: Asha · Tom")
    await fiona.taps("Dissolve this pair")
    ask = fiona.sees("both are told kindly")
    assert world.rows(Pair)[0].dissolved_at is None
    await fiona.taps("Dissolve the pair")
    await fiona.taps_on(ask, "Dissolve the pair")
    assert "dissolved already" in fiona.toast
    for phone in (asha, tom):
        told = [m for m in phone.person.received if "nobody’s fault" in m.body.text]
        assert len(told) == 1
        phone.sees_not("has left")
    await world.moves(days=30)
    assert {due.state for due in world.rows(Due)} == {DueState.DROPPED}
    await asha.sends("/mydata")
    asha.sees_not("need an invitation")
    await opens_cohort(fiona)
    await fiona.taps("People")
    fiona.sees("Pair A: dissolved")


async def test_an_invitation_of_a_dissolved_pair_opens_nothing(world: World) -> None:
    """Who had not joined yet does not join a pair that is no more."""
    secrets = invited(world)
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("People")
    await fiona.taps("A: Asha · Tom")
    await fiona.taps("Dissolve this pair")
    await fiona.taps("Dissolve the pair")
    asha = world.phone(1001, "Asha")
    await asha.opens(secrets["Asha"].token)
    asha.sees_not("This is Tandem")
    assert all(invitation.withdrawn_at for invitation in world.rows(Invitation))


async def test_many_people_fit_on_several_screens(world: World) -> None:
    """Ten pairs a screen; seven and more invitations come as one document of texts."""
    rows = "".join(f"{n},L{n},lay,,,\n{n},P{n},professional,,,\n" for n in range(1, 13))
    import_text(world, "pair,name,role,organisation,challenge,email\n" + rows)
    fiona = a_facilitator(world)
    await opens_cohort(fiona)
    await fiona.taps("People")
    fiona.sees_not("Pair 11:")
    await fiona.taps("More")
    fiona.sees("Pair 12: L12 is invited")
    await fiona.taps("12: L12 · P12")
    await fiona.taps("Back")


async def test_a_facilitator_of_another_cohort_reaches_nobody(world: World) -> None:
    """Forged buttons for a pair, a member and a cohort are refused."""
    invited(world)
    world.joined_pair(label="B")
    gareth = a_facilitator(world, person=(9002, "Gareth"), cohort_ids=(1,))
    world.app.store.write(lambda s: s.execute(sa.delete(FacilitatorCohort)))
    await gareth.sends("/cohorts")
    shown = gareth.sees("There is no cohort yet")
    for forged in ("co:1", "co-who:1:0", "co-pair:1", "co-renew:1", "co-end:1", "co-repl:1"):
        gareth.person.forges(shown.message_id, forged)
        await world.settles()
        assert "not yours" in gareth.toast
    assert all(pair.dissolved_at is None for pair in world.rows(Pair))
