"""A finding explained: as a chain of sentences, as plain data, as a picture."""
