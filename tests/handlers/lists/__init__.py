"""Checklists in the core."""
