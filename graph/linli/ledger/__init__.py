"""From a file to facts: read, recognise, map, clean, state, identify, merge. The middle is pure functions
over columns.
"""
