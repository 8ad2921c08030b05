"""Places: areas, compounds, buildings and grids; found, opened level by level, with who answers for each."""
