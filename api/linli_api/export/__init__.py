"""Exports in the formats of other programs, each with a watermark and an entry in the access log."""
