"""The version of linli, for whoever needs it without the rest."""

VERSION = "0.1.0"
