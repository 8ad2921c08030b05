"""Figures that were published, beside those computed from the graph."""
