"""Checklists: made from the requirements of a service, read from what is typed, shown, and brought up to date."""
