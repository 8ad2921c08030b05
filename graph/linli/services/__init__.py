"""One use of linli per file. The command line, the API and notebooks call these and nothing below them."""
