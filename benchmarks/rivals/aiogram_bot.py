"""A bot as aiogram's own examples write it: echo, or store and echo.

python aiogram_bot.py API_URL TOKEN [DATABASE]
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

url, token = sys.argv[1:3]
database = sys.argv[3] if len(sys.argv) > 3 else None  # noqa: PLR2004

if database:
    from storing import store

dispatcher = Dispatcher()


@dispatcher.message()
async def answer(message: Message) -> None:
    """Store what was said, if asked to, and say it back."""
    if database:
        await store(database, message.chat.id, message.text or "")
    await message.answer(message.text or "")


async def main() -> None:
    """Poll until stopped."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await dispatcher.start_polling(Bot(token, session=session))


asyncio.run(main())
