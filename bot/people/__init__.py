"""Members, facilitators, invitations, consent and preferences."""
