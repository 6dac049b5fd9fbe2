"""The script of the gallery: its own tests, which node runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from helpers import system_tool

from sgdviz.export.html.parts import script_of
from sgdviz.jobs.gallery import page

TESTS = Path(__file__).with_name("choice.test.js")


@pytest.mark.decoders
def test_the_tests_of_the_script_pass() -> None:
    """Node's own test runner passes every test of the script, and there are some."""
    done = subprocess.run(
        [system_tool("node"), "--test", "--test-reporter=tap", TESTS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    found = re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert found is not None
    assert int(found[1]) >= 11


def test_the_page_has_every_file_of_the_script() -> None:
    """The script is one module that asks for no file, and no template of it lies over several lines."""
    script = script_of(page.FOLDER, page.SCRIPTS)
    assert "import " not in script
    assert {path.name for path in page.FOLDER.glob("*.js")} == set(page.SCRIPTS)
    for name in ("parametersOf", "letPlay", "showMore"):
        assert f"function {name}(" in script
    assert "`" not in re.sub(r"`[^`\n]*`", "", script)
