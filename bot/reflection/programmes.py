"""The programmes that come with Tandem, as a list shows them."""

from dataclasses import dataclass

from bot.errors import RefusalError
from prompts.loader import shipped


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """One programme; `workshops` is how many days a cohort brings."""

    id: str
    title: str
    workshops: int


def shipped_programmes() -> list[ProgrammeView]:
    """Return the programmes to choose from."""
    return [
        ProgrammeView(id=each.id, title=each.title, workshops=each.workshops)
        for each in shipped().values()
    ]


def shipped_programme(programme_id: str) -> ProgrammeView:
    """Return one of them; raises `RefusalError` when there is none of that id."""
    for view in shipped_programmes():
        if view.id == programme_id:
            return view
    raise RefusalError("old-button")
