"""The promises around the code: what README, CHANGELOG and Makefile say is so, and nothing names a package registry."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from bot.cli import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
NOT_OURS = {".git", ".venv", "__pycache__", "build", "data", "dist", "node_modules"}
REGISTRIES = (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("crates", "io"),
    ("golang", "org"), ("docker", "io"), ("ghcr", "io"), ("quay", "io"), ("jsdelivr", "net"), ("unpkg", "com"),
)  # fmt: skip
"""In two halves, so that this file does not name them either."""


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the repository; caches and what is built are not ours."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        for name in names:
            path = Path(folder, name)
            try:
                yield path.relative_to(ROOT), path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_no_text_names_a_registry() -> None:
    """Where packages come from is the operator's choice, made in the environment, never here."""
    hosts = re.compile("|".join(rf"\b{name}\.{ending}\b" for name, ending in REGISTRIES))
    read = dict(texts())
    assert Path("pyproject.toml") in read
    assert [str(path) for path, text in read.items() if hosts.search(text)] == []


def test_the_readme_names_every_command_and_no_other() -> None:
    """A command that README does not show is not found; one that is shown must be there."""
    shown = set(re.findall(r"\btanya ([a-z]+)\b", README.read_text("utf-8")))
    assert set(main.commands) - shown == set()
    code = re.findall(r"`([^`\n]+)`|^```\w*\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    run = {name for inline, block in code for name in re.findall(r"(?m)(?:^|bin/|\$ )tanya ([a-z]+)", inline or block)}
    assert run - set(main.commands) == set()


def test_make_sets_up_runs_and_tests() -> None:
    """`make run` and `make test` are there, set up first, and CI runs the same command as a developer."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    rules = dict(re.findall(r"^([a-z]+):(.*)$", makefile, re.MULTILINE))
    assert {name: rules.get(name, "").strip() for name in ("run", "test")} == {
        "run": "$(READY)",
        "test": "$(READY) browser",
    }
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
    told = set(re.findall(r"make ([a-z]+) ", makefile))
    assert told >= {"run", "test"}
    assert told - set(rules) == set()


def test_the_changelog_begins_with_this_version() -> None:
    """A version is released together with what it changes for people."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == version
