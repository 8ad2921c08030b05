"""What a user would pick instead of linli: each peer answers the rules its own way, on the same facts."""
