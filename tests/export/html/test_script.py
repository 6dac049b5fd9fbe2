"""The script of the player: its own tests, which node runs, and what the page takes of it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from helpers import system_tool

from sgdviz.export.html import page
from sgdviz.export.html.parts import script_of

TESTS = Path(__file__).with_name("moments.test.js")


@pytest.mark.decoders
def test_the_tests_of_the_script_pass() -> None:
    """Node's own test runner passes every test of the script, and there are some."""
    done = subprocess.run(
        [system_tool("node"), "--test", "--test-reporter=tap", TESTS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    found = re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert found is not None
    assert int(found[1]) >= 16


def test_the_page_has_the_script_without_imports_and_comments() -> None:
    """The script of a page is one module that asks for no file, and every line of code is in it."""
    script = script_of(page.FOLDER, page.SCRIPTS)
    assert "import " not in script
    assert "//" not in script.replace("http://www.w3.org", "")
    assert "/**" not in script
    for name in page.SCRIPTS:
        source = (page.FOLDER / name).read_text(encoding="utf-8")
        code = [line.strip() for line in source.splitlines() if line.strip()]
        kept = [line for line in code if not line.startswith(("import ", "//", "/**"))]
        assert len(kept) > 0.7 * len(code)
        assert all(line in script for line in kept)
    assert "`" not in re.sub(r"`[^`\n]*`", "", script)  # a template over several lines would lose its indentation
