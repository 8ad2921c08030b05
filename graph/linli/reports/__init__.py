"""What people get to see and to take away: pure functions from results to text and files."""
