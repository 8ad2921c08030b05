"""The one layout of all pictures: pure, nodes and links in, coordinates out."""
