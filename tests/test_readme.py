"""The README: what it tells people to type is typed here."""

from __future__ import annotations

import itertools
import re
import shlex
from pathlib import Path

import pytest

from sgdviz import Recording, cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [
    shlex.split(line, comments=True)[1:]
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
    if line.startswith("sgdviz ")
]


def test_every_command_works_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other in one folder with a reader's own files, and each output is there."""
    monkeypatch.chdir(tmp_path)
    houses = "".join(f"{900 + 150 * row},{1 + row % 4},{150_000 + 31_000 * row},{row // 6}\n" for row in range(12))
    Path("houses.csv").write_text(f"size,bedrooms,price,sold\n{houses}")
    (theme,) = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)
    Path("mine.toml").write_text(theme)
    assert len(COMMANDS) >= 16
    for command in COMMANDS:
        assert cli.main([*command, "--quiet"]) == 0, command
        for flag, path in itertools.pairwise(command):
            if flag == "-o":
                assert Path(path).exists()


@pytest.mark.parametrize("code", PYTHON)
def test_every_python_block_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """As it stands, and it writes the GIF that it names."""
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    exec(code, scope)  # noqa: S102 - the point of the test is to run what readers run
    (written,) = tmp_path.iterdir()
    assert written.name in code


def test_the_readers_own_loop_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example ends nearer than it began."""
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    exec(PYTHON[1], scope)  # noqa: S102
    recording = scope["recorder"].recording()  # type: ignore[attr-defined]
    assert isinstance(recording, Recording)
    assert recording.status == "completed"
    assert recording.cost[-1] < recording.cost[0] / 50


@pytest.mark.parametrize("target", re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README))
def test_every_picture_is_there_and_small(target: str) -> None:
    """Committed, and under a megabyte."""
    assert (ROOT / target).stat().st_size < 1_000_000
