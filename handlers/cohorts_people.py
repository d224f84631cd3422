"""Who is in a cohort: invitations, late pairs, people who follow others, pairs that end."""

from collections.abc import Sequence

from bot.access import joined_facilitator, run_cohort, run_pair, run_place
from bot.errors import RefusalError
from bot.pairs.desk_talks import AddingPair, NamingFollower
from bot.pairs.desk_taps import (
    AddPair,
    AskDissolve,
    AskReplace,
    DissolvePair,
    NoChallenge,
    RenewInvitation,
    ReplaceMember,
    ShowPeople,
    ShowPlaces,
    WithdrawInvitation,
)
from bot.pairs.importing import Place
from bot.pairs.model import Cohort, Pair
from bot.pairs.places import (
    PairView,
    PlaceView,
    Standing,
    add_pair,
    follow,
    pairs_of,
    renew_invitation,
    require_alive,
    view_of,
    withdraw_invitation,
)
from bot.people.model import Facilitator, Member, Role
from bot.people.phrases import parse_name
from bot.post.content import Args, Button, Line, line
from bot.privacy.dissolving import dissolve_pair, end_place
from bot.telegram.router import Conversation
from bot.telegram.turn import Turn
from handlers.audit_log import write_down
from handlers.cohorts import back_to
from handlers.invitations import hand_out

conversation = Conversation()

PAGE = 10
"""Pairs on one screen."""
LONGEST_CHALLENGE = 500
"""Characters, as members may write."""


@conversation.tap(ShowPeople)
def show_people(turn: Turn, tap: ShowPeople) -> None:
    """Show who has joined, pair by pair."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    views = pairs_of(turn.session, cohort, now=turn.now)
    page = views[max(0, tap.start) : max(0, tap.start) + PAGE]
    rows = [[Button("cohorts-pair", ShowPlaces(pair=v.pair.id), _pair_args(v))] for v in page]
    more = []
    if len(views) > tap.start + PAGE:
        more = [Button("cohorts-more", ShowPeople(cohort=cohort.id, start=tap.start + PAGE))]
    args: Args = {"name": cohort.name, "pairs": [_pair_line(v) for v in page], "any": bool(views)}
    turn.change("cohorts-people-list", args, buttons=[*rows, more, back_to(cohort.id)])


def _pair_args(view: PairView) -> dict[str, str]:
    names = [place.member.name or "…" for place in view.places]
    return {"pair": view.pair.label, "names": " · ".join(names)}


def _pair_line(view: PairView) -> Line:
    places = {place.member.role: place for place in view.places}
    said: dict[str, str | bool] = {}
    for role in Role:
        place = places.get(role)
        said[role.value] = (place.member.name if place else "") or "…"
        said[f"{role.value}_is"] = place.standing.value if place else "none"
    over = view.pair.dissolved_at is not None
    return line("cohorts-pair-line", pair=view.pair.label, over=over, **said)


@conversation.tap(ShowPlaces)
def show_places(turn: Turn, tap: ShowPlaces) -> None:
    """Show one pair, and what can be done for it."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    turn.wait_for(None)
    _change_to_pair(turn, pair)


def _change_to_pair(turn: Turn, pair: Pair) -> None:
    view = view_of(turn.session, pair, now=turn.now)
    alive = pair.dissolved_at is None
    places = [
        line(
            "cohorts-place",
            name=place.member.name or "…",
            role=place.member.role.value,
            standing=place.standing.value,
        )
        for place in view.places
    ]
    rows = [button for place in view.places for button in _acts(place)] if alive else []
    end = [Button("cohorts-dissolve", AskDissolve(pair=pair.id))] if alive else []
    back = [Button("back", ShowPeople(cohort=pair.cohort_id, start=0))]
    args: Args = {"pair": pair.label, "places": places, "over": not alive}
    turn.change("cohorts-pair-screen", args, buttons=[*rows, end, back])


def _acts(place: PlaceView) -> list[list[Button]]:
    member = place.member
    args: Args = {"name": member.name or "…"}
    if place.standing is Standing.LEFT:
        return [[Button("cohorts-follow", ReplaceMember(member=member.id), args)]]
    if member.consented_at is not None:
        return [[Button("cohorts-replace", AskReplace(member=member.id), args)]]
    rows = [[Button("cohorts-renew", RenewInvitation(member=member.id), args)]]
    if place.standing in (Standing.INVITED, Standing.JOINING):
        rows.append([Button("cohorts-withdraw", WithdrawInvitation(member=member.id), args)])
    return rows


@conversation.tap(RenewInvitation)
def renew(turn: Turn, tap: RenewInvitation) -> None:
    """Make a new invitation; the earlier one no longer works."""
    facilitator, member = _place(turn, tap.member)
    place = renew_invitation(turn.session, now=turn.now, member=member)
    write_down(turn, facilitator, "invitation-renewed", f"member:{member.id}")
    turn.change("cohorts-renewed", {"name": member.name}, buttons=_back(member))
    _hand_out(turn, _cohort(turn, member), [place])


@conversation.tap(WithdrawInvitation)
def withdraw(turn: Turn, tap: WithdrawInvitation) -> None:
    """Close an invitation."""
    facilitator, member = _place(turn, tap.member)
    withdraw_invitation(turn.session, now=turn.now, member=member)
    write_down(turn, facilitator, "invitation-withdrawn", f"member:{member.id}")
    turn.change("cohorts-withdrawn", {"name": member.name}, buttons=_back(member))


@conversation.tap(AskReplace)
def ask_replace(turn: Turn, tap: AskReplace) -> None:
    """Say what it means before somebody's place is given to another."""
    _, member = _place(turn, tap.member)
    _still_here(turn, member)
    yes = Button("cohorts-replace-yes", ReplaceMember(member=member.id), {"name": member.name})
    turn.change("cohorts-replace-ask", {"name": member.name}, buttons=[[yes], *_back(member)])


@conversation.tap(ReplaceMember)
def replace_member(turn: Turn, tap: ReplaceMember) -> None:
    """Let somebody go who is still here, and ask who follows."""
    facilitator, member = _place(turn, tap.member)
    require_alive(turn.session, member.pair_id)
    actor = f"facilitator:{facilitator.id}"
    name = member.name or "…"
    ended = end_place(turn.session, now=turn.now, member=member, actor=actor)
    turn.wait_for(NamingFollower(member=member.id))
    turn.change("cohorts-replace-name", {"name": name, "ended": ended}, buttons=_back(member))


@conversation.when(NamingFollower)
def follower_named(turn: Turn, talk: NamingFollower) -> None:
    """Invite who follows."""
    facilitator, left = _place(turn, talk.member)
    name = _name(turn)
    place = follow(turn.session, now=turn.now, left=left, name=name)
    write_down(turn, facilitator, "member-replaced", f"member:{left.id}")
    turn.wait_for(None)
    turn.say("cohorts-invited", {"name": name}, buttons=_back(left))
    _hand_out(turn, _cohort(turn, left), [place])


@conversation.tap(AskDissolve)
def ask_dissolve(turn: Turn, tap: AskDissolve) -> None:
    """Say what it means before a pair ends."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    require_alive(turn.session, pair.id)
    rows = [
        [Button("cohorts-dissolve-yes", DissolvePair(pair=pair.id))],
        [Button("back", ShowPlaces(pair=pair.id))],
    ]
    turn.change("cohorts-dissolve-ask", {"pair": pair.label}, buttons=rows)


@conversation.tap(DissolvePair)
def dissolve(turn: Turn, tap: DissolvePair) -> None:
    """End a pair, once; both are told the same."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    pair = run_pair(turn.session, facilitator, tap.pair)
    actor = f"facilitator:{facilitator.id}"
    if not dissolve_pair(turn.session, now=turn.now, pair=pair, actor=actor):
        raise RefusalError("cohorts-dissolved-already")
    write_down(turn, facilitator, "pair-dissolved", f"pair:{pair.id}")
    turn.change("cohorts-dissolved", {"pair": pair.label}, buttons=[back_to(pair.cohort_id)])


@conversation.tap(AddPair)
def ask_pair(turn: Turn, tap: AddPair) -> None:
    """Ask for the lay partner's name."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, tap.cohort)
    turn.wait_for(AddingPair(cohort=cohort.id))
    turn.change("cohorts-add-lay", {"name": cohort.name}, buttons=[back_to(cohort.id)])


@conversation.when(AddingPair)
def pair_said(turn: Turn, talk: AddingPair) -> None:
    """Take the two names, then the challenge."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    cohort = run_cohort(turn.session, facilitator, talk.cohort)
    if talk.lay is None:
        name = _name(turn)
        turn.wait_for(AddingPair(cohort=cohort.id, lay=name))
        turn.say("cohorts-add-professional", {"name": name})
    elif talk.professional is None:
        name = _name(turn)
        turn.wait_for(AddingPair(cohort=cohort.id, lay=talk.lay, professional=name))
        turn.say("cohorts-add-challenge", buttons=[[Button("cohorts-no-challenge", NoChallenge())]])
    else:
        challenge = turn.heard.text
        if not challenge or len(challenge) > LONGEST_CHALLENGE:
            raise RefusalError("cohorts-challenge-long", most=LONGEST_CHALLENGE)
        _add(turn, facilitator, talk, challenge)


@conversation.tap(NoChallenge)
def no_challenge(turn: Turn, tap: NoChallenge) -> None:
    """Add a pair that has no challenge yet."""
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    talk = turn.talk
    if not isinstance(talk, AddingPair) or talk.professional is None:
        raise RefusalError("cohorts-said-already")
    turn.take_buttons_away()
    _add(turn, facilitator, talk, None)


def _add(turn: Turn, facilitator: Facilitator, talk: AddingPair, challenge: str | None) -> None:
    cohort = run_cohort(turn.session, facilitator, talk.cohort)
    lay, professional = talk.lay or "", talk.professional or ""
    places = add_pair(
        turn.session,
        now=turn.now,
        cohort=cohort,
        lay=lay,
        professional=professional,
        challenge=challenge,
    )
    write_down(turn, facilitator, "pair-added", f"cohort:{cohort.id}")
    turn.wait_for(None)
    args: Args = {"pair": places[0].pair, "lay": lay, "professional": professional}
    turn.say("cohorts-pair-added", args, buttons=[back_to(cohort.id)])
    _hand_out(turn, cohort, places)


def _hand_out(turn: Turn, cohort: Cohort, places: Sequence[Place]) -> None:
    hand_out(turn.session, now=turn.now, chat_id=turn.chat_id, cohort=cohort, places=places)


def _name(turn: Turn) -> str:
    name = parse_name(turn.heard.text)
    if name is None:
        raise RefusalError("cohorts-person-again")
    return name


def _place(turn: Turn, member_id: int) -> tuple[Facilitator, Member]:
    facilitator = joined_facilitator(turn.session, turn.chat_id)
    return facilitator, run_place(turn.session, facilitator, member_id)


def _still_here(turn: Turn, member: Member) -> None:
    require_alive(turn.session, member.pair_id)
    if member.left_at is not None:
        raise RefusalError("cohorts-has-left", name=member.name or "…")


def _cohort(turn: Turn, member: Member) -> Cohort:
    pair = turn.session.get_one(Pair, member.pair_id)
    return turn.session.get_one(Cohort, pair.cohort_id)


def _back(member: Member) -> list[list[Button]]:
    return [[Button("back", ShowPlaces(pair=member.pair_id))]]
