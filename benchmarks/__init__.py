"""What is measured, by one command each."""
