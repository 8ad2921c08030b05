"""The access log, for admins."""
