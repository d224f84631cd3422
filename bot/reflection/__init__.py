"""From programmes to due prompts, answers and their opening."""
