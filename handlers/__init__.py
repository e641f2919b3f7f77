"""What the bot says: the conversation as pure functions over frozen values. No clock, network, database or await."""
