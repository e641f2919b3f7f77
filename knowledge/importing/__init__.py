"""From a raw decree to a draft of its decree file: reading formats, then recognising what stands there."""
