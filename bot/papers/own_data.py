"""All that is kept of a citizen, as JSON."""

from __future__ import annotations

import json

from bot.papers.paper import Draw, Wanted
from bot.store.own_data import Owner, own_rows


def read(wanted: Wanted) -> Draw:
    """The rows as they are now; the reference's id is the citizen's pseudonym in the audit."""
    rows = own_rows(wanted.unit.connection, Owner(wanted.conversation, wanted.ref.id))
    document = {"made": wanted.context.now.isoformat(timespec="seconds"), "rows": rows}
    return lambda: json.dumps(document, ensure_ascii=False, indent=2).encode()
