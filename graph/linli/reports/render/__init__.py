"""Writing what is shown in one format each."""
