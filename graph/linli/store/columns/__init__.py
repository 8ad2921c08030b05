"""Set questions over columns: the catalogue's own Cypher, put into SQL and answered by DuckDB.

A rule asks about every compound of a province; a graph engine walks there what a column engine joins. The
text stays the same Cypher: `statement` puts its tree into one SELECT, `tables` holds the facts with numbers
for identifiers, and `engine` asks. What has no place in the translation is asked of the graph instead.
"""
