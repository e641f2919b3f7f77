"""Golden conversations: each file is one chat, as `tanya chat --save` writes it."""
