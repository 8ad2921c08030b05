"""The pages of linli: a client of the REST API alone, which imports nothing else of linli."""
