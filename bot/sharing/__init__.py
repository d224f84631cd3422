"""What waits before another person sees it, and the check of its words."""
