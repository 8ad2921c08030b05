"""The words that ledgers, rules and changes are written in."""
