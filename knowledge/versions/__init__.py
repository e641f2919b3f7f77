"""What differs between two versions of a decree file, and the words that tell it."""
