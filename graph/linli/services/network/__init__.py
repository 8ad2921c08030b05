"""The whole graph of a snapshot as arrays, made once and walked in microseconds: what is around a node, what
lies inside an area, where a body has its home.
"""
