"""Organizations: listed, one with its posts and places, the way up from it, what reports to it."""
