"""The catalogue of read queries, in the Cypher that both engines share."""
