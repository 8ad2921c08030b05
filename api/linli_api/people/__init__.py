"""People in their posts: by name, by identifier, and who holds several posts of one compound."""
