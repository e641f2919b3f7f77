"""One form engine for every step-by-step intake: fill, go back, skip, correct, ask aside, review, send."""
