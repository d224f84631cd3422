"""The control API under `/control`: what phones do and show, and what tests order, as JSON.

Every path takes `?bot=ID` where there is more than one bot. Errors are `{"error": …}` with 404
(nobody, nothing), 409 (cannot be done now) or 422 (not understood).
"""

from collections.abc import Awaitable, Callable

from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.rehearsal.standin.arrivals import PhoneError
from bot.rehearsal.standin.faults import Fault
from bot.rehearsal.standin.limits import Limits
from bot.rehearsal.standin.messages import Message
from bot.rehearsal.standin.orders import (
    Clock,
    Delete,
    Edit,
    Latency,
    NewFault,
    NewLimits,
    NewPerson,
    Press,
    Restart,
    Start,
    Tap,
    Text,
)
from bot.rehearsal.standin.person import Person
from bot.rehearsal.standin.refusals import Refusal
from bot.rehearsal.standin.standin import Standin
from bot.rehearsal.standin.stream import stream
from bot.rehearsal.standin.views import chat_view, message_view

Endpoint = Callable[[Request], Awaitable[Response]]


class Control:
    """The endpoints; each is one small act on the stand-in."""

    def __init__(self, standin: Standin) -> None:
        self.standin = standin

    def routes(self) -> list[Route]:
        """Return all routes, relative to where they are mounted."""
        post: dict[str, Endpoint] = {
            "/people": self.new_person,
            "/faults": self.new_fault,
            "/latency": self.latency,
            "/limits": self.limits,
            "/clock": self.move_clock,
            "/updates": self.restart_updates,
            "/chats/{person:int}/text": self.text,
            "/chats/{person:int}/start": self.start,
            "/chats/{person:int}/photo": self.photo,
            "/chats/{person:int}/voice": self.voice,
            "/chats/{person:int}/document": self.document,
            "/chats/{person:int}/tap": self.tap,
            "/chats/{person:int}/press": self.press,
            "/chats/{person:int}/edit": self.edit,
            "/chats/{person:int}/delete": self.delete,
            "/chats/{person:int}/block": self.block,
            "/chats/{person:int}/unblock": self.unblock,
        }
        get: dict[str, Endpoint] = {
            "/": self.overview,
            "/journal": self.journal,
            "/events": self.events,
            "/chats/{person:int}": self.chat,
            "/files/{file_id}": self.file,
        }
        return [
            *(Route(path, _guarded(act), methods=["POST"]) for path, act in post.items()),
            *(Route(path, _guarded(act), methods=["GET"]) for path, act in get.items()),
            Route("/faults", _guarded(self.clear_faults), methods=["DELETE"]),
        ]

    # The whole

    async def overview(self, _: Request) -> Response:
        """Show the bots, the people, the time and what is ordered."""
        limits = self.standin.bots[0].limiter.limits
        return JSONResponse(
            {
                "run": self.standin.world.events.run,
                "now": self.standin.world.now().isoformat(),
                "bots": [
                    {**bot.sender.to_json(), "pending_updates": len(bot.updates)}
                    for bot in self.standin.bots
                ],
                "people": [p.to_json() for p in self.standin.world.people.values()],
                "faults": [fault.trouble.value for fault in self.standin.faults.waiting],
                "latency_s": self.standin.faults.latency_s,
                "limits": limits.__dict__ if limits else None,
            }
        )

    async def new_person(self, request: Request) -> Response:
        """Make a person with a phone, or rename one."""
        order = NewPerson.model_validate_json(await request.body())
        person = self.standin.person(
            order.id, order.first_name, order.username, bot_id=_bot_id(request)
        )
        return JSONResponse(chat_view(person), status_code=201)

    async def new_fault(self, request: Request) -> Response:
        """Order trouble."""
        order = NewFault.model_validate_json(await request.body())
        self.standin.faults.order(Fault(**order.model_dump()))
        return _done()

    async def clear_faults(self, _: Request) -> Response:
        """Take back all trouble and latency."""
        self.standin.faults.clear()
        return _done()

    async def latency(self, request: Request) -> Response:
        """Make every call slow, or fast again with 0."""
        self.standin.faults.latency_s = Latency.model_validate_json(await request.body()).seconds
        return _done()

    async def limits(self, request: Request) -> Response:
        """Switch rate limits on or off."""
        order = NewLimits.model_validate_json(await request.body())
        limits = Limits(**order.model_dump(exclude={"on"}))
        self.standin.limit(limits if order.on else None)
        return _done()

    async def move_clock(self, request: Request) -> Response:
        """Move the stand-in's own clock."""
        if not self.standin.has_own_clock:
            raise PhoneError("the clock was given from outside; move it there")
        self.standin.clock.move_to(Clock.model_validate_json(await request.body()).now)
        return _done()

    async def restart_updates(self, request: Request) -> Response:
        """Make the update ids begin anew."""
        order = Restart.model_validate_json(await request.body())
        self.standin.bot(_bot_id(request)).updates.restart_at(order.update_id)
        return _done()

    async def journal(self, request: Request) -> Response:
        """Show the calls after number `after`, of one `method`, only the `last` so many."""
        after = int(request.query_params.get("after", "0"))
        last = int(request.query_params.get("last", "0"))
        method = request.query_params.get("method")
        journal = self.standin.journal
        calls = journal.of(method) if method else journal.calls
        return JSONResponse([call.to_json() for call in calls[-last:] if call.number > after])

    async def events(self, request: Request) -> Response:
        """Stream what happens, from `Last-Event-ID` (or `?after=`) on."""
        last = request.headers.get("last-event-id") or request.query_params.get("after")
        return StreamingResponse(
            stream(self.standin.world.events, last),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def file(self, request: Request) -> Response:
        """Give a file's bytes."""
        upload = self.standin.world.files.get(request.path_params["file_id"]).upload
        return Response(upload.data, media_type=upload.content_type)

    # One phone

    async def chat(self, request: Request) -> Response:
        """Show a chat; `?deleted=1` with what is gone."""
        deleted = request.query_params.get("deleted") == "1"
        return JSONResponse(chat_view(self._person(request), deleted=deleted))

    async def text(self, request: Request) -> Response:
        """Type a text."""
        order = Text.model_validate_json(await request.body())
        return _sent(self._person(request).sends(order.text, order.reply_to))

    async def start(self, request: Request) -> Response:
        """Open the bot's link."""
        order = Start.model_validate_json(await request.body() or b"{}")
        return _sent(self._person(request).opens(order.parameter))

    async def press(self, request: Request) -> Response:
        """Press a key under the input field."""
        order = Press.model_validate_json(await request.body())
        return _sent(self._person(request).presses(order.label))

    async def photo(self, request: Request) -> Response:
        """Send a photo: form with `file`, and `caption`, `media_group_id`, `reply_to`."""
        data, _, form = await _form(request)
        return _sent(
            self._person(request).sends_photo(
                data, form.get("caption"), form.get("media_group_id"), _number(form, "reply_to")
            )
        )

    async def voice(self, request: Request) -> Response:
        """Send a voice note: form with `file`, and `duration` in seconds, `reply_to`."""
        data, file, form = await _form(request)
        duration = _number(form, "duration") or 1
        return _sent(
            self._person(request).sends_voice(
                data, duration, _number(form, "reply_to"), file.content_type or "audio/ogg"
            )
        )

    async def document(self, request: Request) -> Response:
        """Send a file: form with `file`, and `caption`, `reply_to`."""
        data, file, form = await _form(request)
        return _sent(
            self._person(request).sends_document(
                file.filename or "file",
                data,
                form.get("caption"),
                file.content_type or "application/octet-stream",
                _number(form, "reply_to"),
            )
        )

    async def tap(self, request: Request) -> Response:
        """Tap a button under a message."""
        order = Tap.model_validate_json(await request.body())
        person = self._person(request)
        named = order.data or order.label
        if order.message_id is None:
            query = person.taps(order.label or "")
        elif named is not None:
            query = person.taps_on(order.message_id, named)
        else:
            query = person.taps_at(order.message_id, order.row or 0, order.col or 0)
        return JSONResponse({"query_id": query.query_id}, status_code=201)

    async def edit(self, request: Request) -> Response:
        """Change an own message."""
        order = Edit.model_validate_json(await request.body())
        return JSONResponse(message_view(self._person(request).edits(order.message_id, order.text)))

    async def delete(self, request: Request) -> Response:
        """Delete a message for both."""
        order = Delete.model_validate_json(await request.body())
        self._person(request).deletes(order.message_id)
        return _done()

    async def block(self, request: Request) -> Response:
        """Block the bot."""
        self._person(request).blocks()
        return _done()

    async def unblock(self, request: Request) -> Response:
        """Let the bot write again."""
        self._person(request).unblocks()
        return _done()

    def _person(self, request: Request) -> Person:
        return self.standin.phone(request.path_params["person"], bot_id=_bot_id(request))


def control_routes(standin: Standin) -> list[Route]:
    """Return the control API's routes for mounting."""
    return Control(standin).routes()


def _guarded(act: Endpoint) -> Endpoint:
    """Turn what can go wrong in an order into an answer."""

    async def guarded(request: Request) -> Response:
        try:
            return await act(request)
        except PhoneError as error:
            return JSONResponse({"error": str(error)}, status_code=409)
        except Refusal as refusal:
            return JSONResponse({"error": refusal.description}, status_code=404)
        except KeyError as error:
            return JSONResponse({"error": f"there is no {error}"}, status_code=404)
        except ValidationError as error:
            return JSONResponse(
                {"error": error.errors(include_url=False, include_context=False)},
                status_code=422,
            )

    return guarded


def _bot_id(request: Request) -> int | None:
    given = request.query_params.get("bot")
    return int(given) if given else None


def _done() -> Response:
    return JSONResponse({"ok": True})


def _sent(message: Message) -> Response:
    return JSONResponse(message_view(message), status_code=201)


async def _form(request: Request) -> tuple[bytes, UploadFile, dict[str, str]]:
    async with request.form() as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise PhoneError("the form has no `file`")
        return await file.read(), file, {k: v for k, v in form.items() if isinstance(v, str)}


def _number(form: dict[str, str], name: str) -> int | None:
    return int(form[name]) if form.get(name, "").isdigit() else None
