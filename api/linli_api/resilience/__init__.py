"""Resilience: what hangs on each leading post and on everybody who leads, and what is lost if some leave."""
