"""Reads what citizens type into form steps: numbers, rupiah, dates, times, phones, e-mail, identity numbers, yes or no.

Each public module has `find_X(text, ...)`, which finds values inside a sentence, and `read_X(text, ...)`, which takes
the text as the answer to a step that asked for an X. Neither raises on any text; what cannot be is a `Refused`. Public
are `numbers`, `amounts`, `dates`, `times`, `phones`, `emails`, `identity`, `yes_no`, `found` and `refusals`.
"""
