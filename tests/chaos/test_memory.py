"""What an idle `tandem run` holds in memory, dressed as on a server."""

import time
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.clock import SystemClock
from bot.people.model import Facilitator
from bot.store.engine import Store
from tests.ports import free_port
from tests.processes import StandinProcess, tandem_run, wait_until

PROMISED_MB = 120
FACILITATOR = 9001
REST_SECONDS = 1.0
PROC = Path("/proc")


def _a_facilitator(session: Session) -> None:
    session.add(
        Facilitator(
            name="Fiona", chat_id=FACILITATOR, organiser=True, joined_at=SystemClock().now()
        )
    )


def _megabytes(process_id: int) -> float:
    status = (PROC / str(process_id) / "status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(not (PROC / "self/status").is_file(), reason="only Linux tells it this way")
def test_after_a_picture_it_is_small_again(
    standin: StandinProcess, store: Store, tmp_path: Path
) -> None:
    """With health and metrics, a data key, and one report drawn; what it promises is 120 MB."""
    store.write(_a_facilitator)
    standin.post("/people", {"id": FACILITATOR, "first_name": "Fiona"})
    standin.post(f"/chats/{FACILITATOR}/text", {"text": "/report"})
    listen = f"127.0.0.1:{free_port()}"
    with tandem_run(standin, tmp_path, LISTEN=listen, DATA_KEY="k" * 32) as process:
        wait_until(lambda: standin.calls("sendPhoto"))
        time.sleep(REST_SECONDS)  # no event tells that it is at rest
        assert _megabytes(process.pid) < PROMISED_MB
