"""The bodies of the control API's orders."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.rehearsal.standin.faults import Trouble


class Order(BaseModel):
    """A body that takes no field it does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NewPerson(Order):
    """`POST people`."""

    id: int
    first_name: str
    username: str | None = None


class Text(Order):
    """`POST chats/ID/text`."""

    text: str
    reply_to: int | None = None


class Start(Order):
    """`POST chats/ID/start`: opens the bot's link."""

    parameter: str | None = None


class Press(Order):
    """`POST chats/ID/press`: a key under the input field."""

    label: str


class Tap(Order):
    """`POST chats/ID/tap`: a button by label alone, by place, or by its data or label."""

    message_id: int | None = None
    label: str | None = None
    row: int | None = None
    col: int | None = None
    data: str | None = None


class Edit(Order):
    """`POST chats/ID/edit`."""

    message_id: int
    text: str


class Delete(Order):
    """`POST chats/ID/delete`."""

    message_id: int


class NewFault(Order):
    """`POST faults`: see `Fault`."""

    trouble: Trouble
    times: int = 1
    methods: frozenset[str] = frozenset()
    code: int = 500
    retry_after: int | None = None
    seconds: float = 3600


class Latency(Order):
    """`POST latency`: seconds before each call is looked at."""

    seconds: float


class NewLimits(Order):
    """`POST limits`: see `Limits`; `on` false switches them off."""

    on: bool = True
    per_second: float = 30
    burst: int = 30
    chat_per_second: float = 1
    chat_burst: int = 5


class Clock(Order):
    """`POST clock`."""

    now: AwareDatetime


class Restart(Order):
    """`POST updates`: number the next update so."""

    update_id: int
