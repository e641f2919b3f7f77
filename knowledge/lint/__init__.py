"""Finds what is odd in decree files and drafts, for the person who reviews them."""
