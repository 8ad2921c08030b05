"""Briefings over HTTP: the default one of an area, and any one as slides."""
