"""What the tasks on personal data are called before officers, on every surface."""

from __future__ import annotations

from handlers.facts import TaskKind, TaskState

KINDS: dict[TaskKind, str] = {
    "correct": "perbaiki data",
    "access": "beri tahu data di kantor",
    "stop": "hentikan pemrosesan",
}
STATES: dict[TaskState, str] = {"open": "menunggu", "done": "selesai", "refused": "ditolak"}
