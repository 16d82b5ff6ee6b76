"""What rule authors work with."""
