"""The staff's web desk at `/desk`: pages over the store, in Indonesian; it knows no channel."""
