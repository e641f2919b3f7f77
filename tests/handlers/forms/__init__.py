"""What citizens write into forms, and what becomes of it."""
