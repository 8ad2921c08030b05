"""The page of a compound: its bodies, posts, holders, gaps, findings, ledgers and way up, on one sheet."""
