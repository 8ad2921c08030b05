"""The rules: listed, and one with all that it says and rests on."""
