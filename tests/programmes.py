"""Small programmes for tests, written as files like the ones that ship."""

import json
from datetime import date
from pathlib import Path

ONE_WORKSHOP = (date(2027, 3, 3),)
TEXT = {"id": "q", "kind": "text", "wording": "What did {partner} teach you?"}


def a_prompt(prompt_id: str = "first", **keys: object) -> dict[str, object]:
    """Return a core prompt for the day after the workshop; `keys` say what is different."""
    usual: dict[str, object] = {
        "id": prompt_id,
        "title": prompt_id.replace("_", " ").title(),
        "when": "1 day after workshop 1",
        "core": True,
        "visibility": "private",
        "open_for": 14,
        "questions": [TEXT],
    }
    if keys.get("visibility") == "sealed":
        usual["talk_about"] = "What will you two try first?"
    return {**usual, **keys}


def write_programme(folder: Path, *prompts: dict[str, object]) -> str:
    """Write a programme of one workshop; return what a cohort calls it."""
    path = folder / "small.yaml"
    # JSON is YAML.
    path.write_text(
        json.dumps(
            {
                "id": "small",
                "title": "Small",
                "locale": "en",
                "workshops": 1,
                "prompts": list(prompts),
            }
        )
    )
    return str(path)
