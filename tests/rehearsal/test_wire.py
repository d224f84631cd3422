"""The wire between the bot and the stand-in, which the page can cut."""

import asyncio

import pytest

from bot.rehearsal.wire import wired


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(100):
        writer.write(data)
    writer.close()


async def test_a_cut_wire_breaks_what_is_there_and_refuses_what_is_new() -> None:
    """And once mended it is found at the same place."""
    far = await asyncio.start_server(_echo, "127.0.0.1", 0)
    async with far, wired(far.sockets[0].getsockname()[1]) as wire:
        reader, writer = await asyncio.open_connection("127.0.0.1", wire.port)
        writer.write(b"here")
        assert await reader.readexactly(4) == b"here"
        port = wire.port
        await wire.cut()
        assert wire.is_cut
        assert await reader.read() == b""
        writer.close()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)
        await wire.mend()
        assert wire.port == port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"again")
        assert await reader.readexactly(5) == b"again"
        writer.close()
