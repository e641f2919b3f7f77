"""What officers do from a chat: linked accounts, announcements, tickets, groups and reminders. Indonesian only."""
