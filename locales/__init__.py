"""Languages of the chat: Babel catalogues, dates and rupiah. Indonesian is the source text."""
