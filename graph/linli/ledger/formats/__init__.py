"""File formats of ledgers, each told by its content and read into sheets, in a process of its own."""
