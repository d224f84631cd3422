"""A bot that answers, and meanwhile sends one message to many, as examples do it.

python broadcasting.py loop|limiter|aiogram API_URL TOKEN RECIPIENTS RATE
"""

import asyncio
import sys
from contextlib import suppress

kind, url, token = sys.argv[1:4]
recipients = range(1001, 1001 + int(sys.argv[4]))
rate = float(sys.argv[5])


def with_library() -> None:
    """Use python-telegram-bot: one after the other, or gathered through its rate limiter."""
    from telegram import Update
    from telegram.ext import AIORateLimiter, Application, CommandHandler, ContextTypes

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            await update.message.reply_text("Here you are.")

    async def begin(app: Application) -> None:
        app.create_task(gathered(app) if kind == "limiter" else one_by_one(app))

    async def one_by_one(app: Application) -> None:
        for chat in recipients:
            with suppress(Exception):
                await app.bot.send_message(chat, "See you on Monday.")

    async def gathered(app: Application) -> None:
        sends = (app.bot.send_message(chat, "See you on Monday.") for chat in recipients)
        await asyncio.gather(*sends, return_exceptions=True)

    builder = Application.builder().token(token).base_url(f"{url}/bot").post_init(begin)
    if kind == "limiter":
        limiter = AIORateLimiter(overall_max_rate=rate, overall_time_period=1, max_retries=3)
        builder = builder.rate_limiter(limiter).connection_pool_size(256).pool_timeout(600)
    app = builder.build()
    app.add_handler(CommandHandler("home", answer))
    app.run_polling()


async def with_aiogram() -> None:
    """Use aiogram: everything gathered, whatever Telegram says."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramRetryAfter
    from aiogram.filters import Command
    from aiogram.types import Message

    dispatcher = Dispatcher()
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))

    @dispatcher.message(Command("home"))
    async def answer(message: Message) -> None:
        await message.answer("Here you are.")

    async def send(chat: int) -> None:
        while True:
            try:
                await bot.send_message(chat, "See you on Monday.")
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            else:
                return

    async def everything() -> None:
        await asyncio.gather(*map(send, recipients), return_exceptions=True)

    sending = asyncio.create_task(everything())
    await dispatcher.start_polling(bot)
    await sending


if kind == "aiogram":
    asyncio.run(with_aiogram())
else:
    with_library()
