"""What citizens attach: received no larger than allowed, checked by its content, kept under its hash, named safely."""
