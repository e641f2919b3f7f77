"""Figures as a CSV file that a spreadsheet opens as it is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from aiohttp import web

from bot.desk.spreadsheets import Cell, csv_row


def csv_file(name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> web.Response:
    """The file, to be saved under a name."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows(csv_row(row) for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    body = text.getvalue().encode("utf-8-sig")  # Excel reads UTF-8 only with a mark
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)
