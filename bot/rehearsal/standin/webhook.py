"""Delivering updates to a bot's webhook, with the secret header and with retries."""

import asyncio
import json
import urllib.request
from urllib.error import HTTPError, URLError

from bot.rehearsal.standin.bots import Bot, Webhook
from bot.rehearsal.standin.standin import Standin
from bot.rehearsal.standin.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
TIMEOUT_S = 30
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0


async def deliver_webhooks(standin: Standin) -> None:
    """Deliver for all bots until cancelled, each bot's updates one after the other."""
    await asyncio.gather(*(_deliver(bot) for bot in standin.bots))


async def _deliver(bot: Bot) -> None:
    pause = FIRST_PAUSE_S
    with bot.updates.arrived.subscribed() as event:
        while True:
            event.clear()
            hook, update = bot.webhook, bot.updates.first()
            if hook is None or update is None:
                await event.wait()
                continue
            if await _attempt(bot, hook, update):
                bot.updates.confirm(update)
                pause = FIRST_PAUSE_S
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)


async def _attempt(bot: Bot, hook: Webhook, update: Update) -> bool:
    failure = await asyncio.to_thread(_post, hook, update)
    if failure:
        hook.failed_at, hook.failure = bot.world.now(), failure
    return failure is None


def _post(hook: Webhook, update: Update) -> str | None:
    """Post one update; return what went wrong, None if it was taken."""
    headers = {"Content-Type": "application/json"}
    if hook.secret_token:
        headers[SECRET_HEADER] = hook.secret_token
    body = json.dumps(update.to_json()).encode()
    request = urllib.request.Request(hook.url, data=body, headers=headers)  # noqa: S310 - checked by setWebhook
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S):  # noqa: S310 - as above
            return None
    except HTTPError as error:
        return f"Wrong response from the webhook: {error.code} {error.reason}"
    except (URLError, OSError) as error:
        return f"Connection failed: {error}"
