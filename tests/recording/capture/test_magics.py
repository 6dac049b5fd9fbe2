"""Lines for IPython, taken out of code."""

from __future__ import annotations

import pytest

from sgdviz.recording.capture.magics import is_python, without_magics


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install numpy\nx = 1", "pass\nx = 1"),
        ("x = 1\nprint?\n", "x = 1\npass\n"),
        ("for i in range(3):\n    %time f(i)\n", "for i in range(3):\n    pass\n"),
        ("%%time\nx = 1", "pass\nx = 1"),
        ("%%bash\nls\necho x", "\n\n"),
    ],
)
def test_magics_are_taken_out_and_lines_stay_where_they_are(code: str, left: str) -> None:
    """A line becomes `pass`, and a whole cell of another language becomes empty lines."""
    assert without_magics(code) == left
    assert is_python(left)


def test_python_is_left_alone() -> None:
    """Also where a line of it begins with a percent sign or ends with a question mark."""
    for code in ("x = (7\n% 2)", 'text = """\n!important\nwhy?\n"""', "# why?"):
        assert without_magics(code) == code


def test_what_is_no_python_is_returned_for_its_own_error() -> None:
    """Only lines for IPython are taken out."""
    assert without_magics("print 'x'") == "print 'x'"
    assert not is_python("print 'x'")
