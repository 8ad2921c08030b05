"""A briefing as a person writes it: scenes in a YAML file."""
