"""What people touch; renders, decides nothing."""
