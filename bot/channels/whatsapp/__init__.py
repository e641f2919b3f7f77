"""The WhatsApp channel: Meta's Cloud API, over aiohttp alone."""
