"""Snapshots: which are built, which is in use, and having one built."""
