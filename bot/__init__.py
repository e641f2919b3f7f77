"""Everything that touches the world: command line, channels, and later the store and the service."""
