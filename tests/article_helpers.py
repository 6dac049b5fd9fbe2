"""Helpers of tests of articles: articles in plain words, a loop that learns a line, and sites around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgdviz.recording.capture import CapturedRun

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

LOOP = """\
size = [1.0, 2.0, 3.0, 4.0]
price = [2.1, 3.9, 6.2, 7.8]
w = 0.5
c = 0.0
for turn in range(6):
    for i in range(4):
        guess = w * size[i] + c
        error = guess - price[i]
        w -= 0.05 * error * size[i]
        c -= 0.05 * error
"""
"""A loop that learns a line: 24 steps."""

LOOP_LINE = 6
"""The line of `LOOP` at which its inner loop begins."""


def fenced(code: str) -> str:
    """Return code as a block of Python in Markdown."""
    return f"```python\n{code.rstrip()}\n```\n"


def article(path: Path, *parts: str) -> Path:
    """Write an article of several parts, with an empty line between two, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{part.rstrip()}\n\n" for part in parts), encoding="utf-8")
    return path


def run_at(file: Path | str, line: int, recording: Recording) -> CapturedRun:
    """Return a run of the loop at a line of a file."""
    return CapturedRun(recording, str(file), line, f"{file}:{line}: a loop")
