"""Texts as YAML writes them: plain where nothing can be misread, else in double quotes."""

from __future__ import annotations

import datetime as dt
import json
import re

import yaml

_RESOLVER = yaml.SafeLoader("")
_TEXT_TAG = "tag:yaml.org,2002:str"
_PLAIN = re.compile(r"[^\W_](?:[^\t\n\r:#]|:(?=[^\s:,])|(?<=\S)#)*\Z")
"""Begins with a letter or digit, and holds neither a colon before a space nor a # after one."""
_FLOW_SIGNS = frozenset(",[]{}")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]")
"""What a reader refuses or an eye does not see."""


def scalar(value: object, *, flow: bool = False) -> str:
    """A text, number, date, truth value or None; `flow` within `[]` or `{}`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | dt.date):
        return str(value)
    text = str(value)
    return text if _is_plain(text, flow=flow) else _quoted(text)


def _is_plain(text: str, *, flow: bool) -> bool:
    if not _PLAIN.match(text) or text[-1].isspace() or _UNPRINTABLE.search(text):
        return False
    if flow and not _FLOW_SIGNS.isdisjoint(text):
        return False
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _TEXT_TAG)  # type: ignore[no-untyped-call]


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
