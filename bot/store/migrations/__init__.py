"""The steps from one version of the store to the next; what is released is never changed."""
