"""What two pairs say to each other about an ask, and what came of it."""
