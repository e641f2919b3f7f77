"""Files: what is checked of them, how they are named and kept."""
