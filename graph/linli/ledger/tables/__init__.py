"""Finding the tables of a sheet: where they stand, what their headings are, which rows are records, and what
stands around them. Pure over sheets; nothing here knows what a ledger means.
"""

from linli.ledger.tables.find import find_tables
from linli.ledger.tables.table import Field, Line, Pair, Table, account

__all__ = ["Field", "Line", "Pair", "Table", "account", "find_tables"]
