"""A bot as python-telegram-bot's own examples write it: echo, or store and echo.

python ptb_bot.py API_URL TOKEN [DATABASE]
"""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

url, token = sys.argv[1:3]
database = sys.argv[3] if len(sys.argv) > 3 else None  # noqa: PLR2004

if database:
    from storing import store


async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Store what was said, if asked to, and say it back."""
    message = update.message
    if message is None:
        return
    if database:
        await store(database, message.chat_id, message.text or "")
    await message.reply_text(message.text or "")


app = Application.builder().token(token).base_url(f"{url}/bot").build()
app.add_handler(MessageHandler(filters.TEXT, answer))
app.run_polling()
