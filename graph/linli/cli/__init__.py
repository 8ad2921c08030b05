"""The command line: one file per group of commands. It calls services and shows what they return."""
