"""The console: read-only Cypher that an admin types, within limits."""
