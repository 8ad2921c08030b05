"""State of a workspace: what people do with what the graph says. It never changes the graph.

database  the file, its version, one writer at a time
events    what was decided and reported, append-only and hash-chained
runs      audits as they were made
tables    tables that came later: users, tokens, limits, access
handles   open handles for a server
jobs      long work of a server
"""
