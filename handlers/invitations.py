"""Hands invitations out to a facilitator: texts to copy, a table, and cards to print."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from bot.learning.cards import Card, Invited, invitation_cards, invitations_csv
from bot.pairs.importing import Place
from bot.pairs.model import Cohort
from bot.post import outbox
from bot.post.outbox import Posting
from bot.telegram.copy import Copy
from bot.telegram.gateway import TOKEN
from bot.telegram.render import Attachment

AS_MESSAGES = 6
"""Up to so many people, each text is a message of its own; more become one document."""
QUIETLY = Posting(silent=True)


class Form(StrEnum):
    """The documents that invitations come in, by the copy that goes with them."""

    TABLE = "cohorts-invitations-table"
    CARDS = "cohorts-invitations-cards"
    TEXTS = "cohorts-invitations-texts"


def hand_out(
    session: Session, *, now: datetime, chat_id: int, cohort: Cohort, places: Sequence[Place]
) -> int:
    """Queue the new invitations among `places` in every form; return how many there are.

    Tokens and codes stand only in the rows of these messages, which are erased when sent.
    """
    people = [
        [place.pair, place.name, place.role.value, place.secrets.token, place.secrets.code]
        for place in places
        if place.secrets is not None
    ]
    if len(people) > AS_MESSAGES:
        _show(session, now, chat_id, cohort, people, Form.TEXTS)
    else:
        for _, name, _, token, code in people:
            args = {"name": name, "cohort": cohort.name, TOKEN: token, "code": code}
            outbox.say(
                session,
                now=now,
                chat_id=chat_id,
                copy="cohorts-invitation-text",
                args=args,
                how=QUIETLY,
            )
    if people:
        _show(session, now, chat_id, cohort, people, Form.TABLE)
        _show(session, now, chat_id, cohort, people, Form.CARDS)
    return len(people)


def _show(
    session: Session,
    now: datetime,
    chat_id: int,
    cohort: Cohort,
    people: list[list[str]],
    form: Form,
) -> None:
    outbox.show_document(
        session,
        now=now,
        chat_id=chat_id,
        document={TOKEN: people, "form": form.value, "cohort": cohort.name},
        copy=form.value,
        how=QUIETLY,
    )


def write_invitations(asked: dict[str, Any], copy: Copy) -> Attachment:
    """Return the document that a row asks for."""
    form, cohort, rows = Form(asked["form"]), str(asked["cohort"]), asked[TOKEN]
    name = copy.label(f"{form.value}-name")
    if form is Form.TEXTS:
        texts = [copy.label("cohorts-invitation-words", _args(row, cohort)) for row in rows]
        return name, ("\n\n" + "-" * 40 + "\n\n").join(texts).encode()
    people = [
        Invited(pair=pair, name=who, role=role, link=copy.link(token), code=code)
        for pair, who, role, token, code in rows
    ]
    if form is Form.TABLE:
        return name, invitations_csv(people)
    how = copy.label("cohorts-card-how", {"bot": copy.username})
    cards = [
        Card(
            name=each.name,
            place=copy.label("cohorts-card-place", {"pair": each.pair, "role": each.role}),
            cohort=cohort,
            how=how,
            link=each.link,
            code=each.code,
        )
        for each in people
    ]
    return name, invitation_cards(cards, title=cohort)


def _args(row: list[str], cohort: str) -> dict[str, str]:
    _, name, _, token, code = row
    return {"name": name, "cohort": cohort, TOKEN: token, "code": code}
