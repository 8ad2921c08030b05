"""What is worked out from rows: coverage, escalation, resilience. Pure: rows and dates in, results out."""
