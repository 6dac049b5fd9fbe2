"""The place in a script."""

from __future__ import annotations

import json
import sysconfig
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import sgdviz
from sgdviz.recording.hooks.script_frame import is_own, script_place


@pytest.mark.parametrize(
    "file", [json.__file__, np.__file__, sgdviz.__file__, pytest.__file__, "<frozen importlib._bootstrap>", "<string>"]
)
def test_code_of_libraries_is_not_a_scripts_own(file: str) -> None:
    """The standard library, packages, sgdviz and generated code are no scripts."""
    assert not is_own(file)


def test_other_code_is_a_scripts_own() -> None:
    """A file anywhere else, or a cell of a notebook, is a script."""
    assert is_own(__file__)
    assert is_own("/home/me/train.py")
    assert is_own("<ipython-input-1-abc>")
    assert not is_own(str(Path(sysconfig.get_paths()["purelib"]) / "train.py"))


def test_the_place_is_the_innermost_line_of_the_script() -> None:
    """The place knows its line and the names of the script's values, and forgets them with its frame."""
    weights = [1.0]
    self = SimpleNamespace(bias=[2.0])
    place = script_place()
    assert place.file == __file__
    assert str(place).startswith("test_script_frame.py:")
    assert place.name_of(weights) == "weights"
    assert place.name_of(self.bias) == "bias"
    assert place.name_of(object()) == ""
    assert place.without_frame().name_of(weights) == ""
