"""The folder that a graph lives in: intakes, decisions, snapshots, and how one becomes the other."""
