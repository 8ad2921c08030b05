"""What linli speaks of: schema, property types, vocabularies, kinds of ledger, intervals, identifiers.

Imports nothing of the rest.
"""
