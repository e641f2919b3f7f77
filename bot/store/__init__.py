"""What is remembered: conversations, messages and what waits to be sent, in SQLite or PostgreSQL."""
