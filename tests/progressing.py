"""Saying how it is going, on the phone."""

from tests.world import Phone


async def said(phone: Phone, state: str = "Moving") -> None:
    """Say how it is going, with the first tap."""
    await phone.sends("/progress")
    await phone.taps(state)
