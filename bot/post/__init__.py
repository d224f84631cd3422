"""What arrives and what leaves, as rows: inbox, outbox, sender, pacing."""
