"""Ports for programs that have to be told theirs."""

import random
import socket

_OURS = range(20_000, 32_000)
"""Below those that the system gives to whoever asks for any: nobody takes one meanwhile."""


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    while True:
        port = random.SystemRandom().choice(_OURS)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
