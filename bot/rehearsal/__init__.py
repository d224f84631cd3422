"""The whole bot with a stand-in for Telegram, a page of phones and a movable clock."""
