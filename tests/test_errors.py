"""The errors: one tree, with messages of one line."""

from __future__ import annotations

import pickle
import re

import pytest

from sgdviz import DrawingError, InputError, OutputError, RecordingError, SgdvizError, UnknownNameError, errors
from sgdviz.errors import shortened


def test_long_values_are_shortened() -> None:
    """A message keeps its beginning and its end; a long word is cut in its middle, once."""
    message = str(InputError(f"name is {'w' * 100_000}; give a shorter one"))
    assert message == f"name is {'w' * 60}…{'w' * 19};" + " give a shorter one"
    assert shortened(message) == message
    listed = str(InputError(f"values are {[1] * 10_000}; give fewer"))
    assert len(listed) < 800
    assert listed.startswith("values are [1, 1, ")
    assert listed.endswith(", 1, 1]; give fewer")


def test_the_tree_is_the_one_in_the_docstring() -> None:
    """The docstring of the module shows every error, further to the right than its base."""
    assert errors.__doc__ is not None
    depth = {
        name: line.index(name)
        for line in errors.__doc__.splitlines()
        if line.startswith("    ")
        for name in re.findall(r"\w+Error", line)
    }
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SgdvizError)]
    assert {kind.__name__ for kind in kinds} == depth.keys()
    assert len(kinds) == 6
    for kind in kinds:
        assert depth[kind.__name__] > depth.get(kind.__bases__[0].__name__, -1)


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (InputError, ValueError),
        (UnknownNameError, InputError),
        (RecordingError, ValueError),
        (OutputError, OSError),
        (DrawingError, RuntimeError),
    ],
)
def test_an_error_is_also_of_a_builtin_kind(kind: type[SgdvizError], builtin: type[Exception]) -> None:
    """Every error is an `SgdvizError` and of the kind that Python uses for such faults."""
    assert issubclass(kind, SgdvizError)
    assert issubclass(kind, builtin)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("drak", "unknown theme 'drak'; did you mean 'dark'?"),
        ("LIGHT", "unknown theme 'LIGHT'; did you mean 'light'?"),
        ("sepia", "unknown theme 'sepia'; choose from: dark, light"),
        ("", "unknown theme ''; choose from: dark, light"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, said: str) -> None:
    """The text names the nearest known name, or all where none is near."""
    assert str(UnknownNameError("theme", name, ("light", "dark"))) == said


@pytest.mark.parametrize(
    "error",
    [
        InputError("what"),
        RecordingError("what"),
        OutputError("what"),
        DrawingError("what"),
        UnknownNameError("theme", "drak", ("dark",)),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_can_be_sent_to_another_process(error: SgdvizError) -> None:
    """An error that a drawing process raises arrives with its kind and its text."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error)
