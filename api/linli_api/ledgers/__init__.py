"""Ledgers: look at files, take them in, what was wrong with them, where they disagree."""
