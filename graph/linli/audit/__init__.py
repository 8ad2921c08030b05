"""The audit: rules as data, judged on a graph, with findings that carry their evidence."""
