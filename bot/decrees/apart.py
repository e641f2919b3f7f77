"""How a process of its own is started for what somebody uploaded: with this program's code and none of its secrets."""

from __future__ import annotations

import asyncio
import os
import sys


async def started(module: str, *arguments: str) -> asyncio.subprocess.Process:
    """A process that runs a module of this program; its standard output is to be read."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TANYA_")}
    environment["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, env=environment,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
