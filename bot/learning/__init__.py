"""What is made for facilitators out of what Tandem holds: cards, reports and exports."""
