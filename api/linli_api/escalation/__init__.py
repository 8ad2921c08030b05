"""Escalation: the way up from a place with its breaks, all breaks of an area, who stands under a body."""
