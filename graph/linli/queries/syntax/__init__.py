"""The Cypher that may be asked: words, expressions and clauses, and nothing else.

`linli.queries.allowed` is the door to it. A text is read from its first sign to its last by a grammar of
reading clauses; what the grammar has no place for is refused, so nothing has to be forbidden by name.
"""
