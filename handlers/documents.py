"""Writes the documents that outbox rows ask for, such as everything held about one person."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from bot.post.content import Arg
from bot.privacy.held import Row
from bot.privacy.mydata import MyData, gather
from bot.store.engine import Store
from bot.telegram.copy import Copy
from bot.telegram.gateway import Write
from bot.telegram.render import Attachment
from handlers import invitations
from handlers.cohorts_file import TEMPLATE, write_template
from handlers.report_files import EXPORT, write_export

NOTHING = "–"
DAY = len("2027-03-03")
DAYS_OF_A_WEEK = 7


class Form(StrEnum):
    """The two forms of one's own data."""

    TEXT = "text"
    JSON = "json"


MADE_FROM_THE_ROW: dict[str, Callable[[dict[str, Any], Copy], Attachment]] = {
    **dict.fromkeys(map(str, invitations.Form), invitations.write_invitations),
    TEMPLATE: write_template,
}
"""Documents whose rows hold all that stands in them, by form."""


def my_data(chat_id: int, *, form: Form, day: date) -> dict[str, Any]:
    """Return what an outbox row says about the document that it asks for."""
    return {"chat": chat_id, "form": form.value, "day": day.isoformat()}


def writer(*, store: Store, copy: Copy) -> Write:
    """Return what writes documents: read in one short transaction, put into words after it."""

    async def write(asked: dict[str, Any]) -> Attachment:
        if asked["form"] == EXPORT:
            return await write_export(store, asked)
        make = MADE_FROM_THE_ROW.get(asked["form"])
        if make is not None:
            return await asyncio.to_thread(make, asked, copy)
        data = await store.look(lambda session: gather(session, asked["chat"]))
        form, day = Form(asked["form"]), str(asked["day"])
        return await asyncio.to_thread(_write, data, form, copy, day)

    return write


def _write(data: MyData, form: Form, copy: Copy, day: str) -> Attachment:
    if form is Form.JSON:
        body = json.dumps({"day": day, **data.holdings.tables}, ensure_ascii=False, indent=2)
        return copy.label("mydata-json-name"), body.encode()
    return copy.label("mydata-text-name"), "\n\n".join(_text(data, copy, day)).encode()


def _text(data: MyData, copy: Copy, day: str) -> Iterator[str]:
    yield copy.label("mydata-head", {"day": day})
    for member in data.rows("member"):
        yield copy.label("mydata-member", _about(data, member, copy))
    for facilitator in data.rows("facilitator"):
        yield copy.label("mydata-facilitator", _at_the_desk(data, facilitator))
    yield copy.label("mydata-answers", {"count": len(data.answers)})
    for answer in data.answers:
        args: dict[str, Arg] = {
            "day": answer.day.isoformat(),
            "title": answer.title,
            "question": answer.question,
            "words": answer.words,
            "any": bool(answer.words),
        }
        yield copy.label("mydata-answer", args)
    for table in READABLE:
        rows = data.rows(table)
        yield copy.label("mydata-heading", {"table": table, "count": len(rows)})
        for row in rows:
            yield copy.label(f"mydata-{table.replace('_', '-')}", _plain(row))
    counts: dict[str, Arg] = {
        name.replace("_", "-"): len(rows) for name, rows in data.holdings.tables.items()
    }
    answered = {"desk-answer": len(_written_to(data))}
    yield copy.label("mydata-more", {**counts, **answered, "talk": _talks(data)})
    for entry in data.rows("audit"):
        yield copy.label("mydata-audit", _plain(entry))


READABLE = (
    *("progress_update", "next_step", "challenge", "note"),
    *("ask", "response", "link_place", "link_message"),
)
"""Tables whose words stand in the text, in this order."""


def _about(data: MyData, member: Row, copy: Copy) -> dict[str, Arg]:
    pair = next(row for row in data.rows("pair") if row["id"] == member["pair_id"])
    cohort = next(row for row in data.rows("cohort") if row["id"] == pair["cohort_id"])
    days = [day for day in range(DAYS_OF_A_WEEK) if int(str(member["prompt_days"])) >> day & 1]
    return {
        **_plain(member),
        "pair": pair["label"],
        "cohort": cohort["name"],
        "days": ", ".join(copy.label("mydata-weekday", {"day": day}) for day in days),
    }


def _written_to(data: MyData) -> list[Row]:
    """Return facilitators' answers to this person, who may have written others themself."""
    places = {member["id"] for member in data.rows("member")}
    return [row for row in data.rows("desk_answer") if row["member_id"] in places]


def _at_the_desk(data: MyData, facilitator: Row) -> dict[str, Arg]:
    written = [r for r in data.rows("desk_answer") if r["facilitator_id"] == facilitator["id"]]
    counts: dict[str, Arg] = {"broadcasts": len(data.rows("broadcast")), "answers": len(written)}
    return _plain(facilitator) | counts


def _talks(data: MyData) -> bool:
    return any(chat["talk"] for chat in data.rows("chat"))


def _plain(row: Row) -> dict[str, Arg]:
    # As text, for Fluent would write a number with commas; of an instant the day is enough.
    return {
        name: NOTHING if value is None else str(value)[: DAY if name.endswith("_at") else None]
        for name, value in row.items()
    }
