"""Figures of the running server, as Prometheus reads them."""
