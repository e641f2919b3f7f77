"""What differs between two versions of a decree file."""
