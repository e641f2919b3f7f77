"""Servers that stand for a platform and refuse what the platform refuses."""
