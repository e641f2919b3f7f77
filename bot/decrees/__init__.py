"""Decrees on their way from a document to what the bot answers from: read, reviewed, tried, published."""
