"""What the decrees say, and finding it. Imports nothing else of this program."""
