"""The graph in the terms of other libraries."""
