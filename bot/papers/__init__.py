"""Files that the bot sends out, rendered when they are wanted: receipts, leaflets, and what else is asked for."""
