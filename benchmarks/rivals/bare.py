"""The least that python-telegram-bot can be: it polls, and knows no handler."""

import sys

from telegram.ext import Application

url, token = sys.argv[1:3]
Application.builder().token(token).base_url(f"{url}/bot").build().run_polling()
