"""linli over HTTP: what the command line can ask, within what the caller may see."""
