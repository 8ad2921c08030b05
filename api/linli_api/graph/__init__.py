"""The graph as pictures: what is around a node, and trees opened level by level, with coordinates."""
