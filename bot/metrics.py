"""What is counted for operators, in Prometheus' form; no label holds anything of a citizen."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

REQUESTS = Counter("tanya_http_requests", "HTTP requests", ["method", "path", "status"], registry=REGISTRY)
TURNS = Counter("tanya_turns", "Turns by channel and how they ended", ["channel", "status"], registry=REGISTRY)
INTENTS = Counter("tanya_intents", "What messages were understood to want", ["intent"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "tanya_turn_seconds",
    "From arrival to commit",
    ["channel"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    registry=REGISTRY,
)
DELIVERIES = Counter("tanya_deliveries", "Deliveries by channel and result", ["channel", "result"], registry=REGISTRY)
OUTBOX = Gauge("tanya_outbox", "Outbox rows by channel and status", ["channel", "status"], registry=REGISTRY)
TICKETS = Gauge(
    "tanya_tickets", "Tickets that wait for an office (open), and those past a limit (overdue)", ["office", "standing"],
    registry=REGISTRY,
)  # fmt: skip
FILES = Counter(
    "tanya_files", "Files by channel and what they were found to be", ["channel", "found"], registry=REGISTRY
)
STREAMS = Gauge("tanya_web_streams", "Open web chats", registry=REGISTRY)
