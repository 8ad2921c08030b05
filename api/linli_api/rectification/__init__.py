"""The list of things to mend: written, taken back, looked through."""
