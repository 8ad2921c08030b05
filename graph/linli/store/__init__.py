"""The two engines. No other room holds a database handle."""
