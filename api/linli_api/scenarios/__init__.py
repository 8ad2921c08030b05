"""What if: changes tried without writing, kept under a name, compared, decided."""
