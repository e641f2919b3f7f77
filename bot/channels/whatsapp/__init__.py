"""WhatsApp: webhooks in, messages out through Meta's Cloud API."""
