"""The code of a block: whether it runs, and what Python reads of it."""

from __future__ import annotations

import pytest

from sgdviz.jobs.article.code import is_python, python_of


@pytest.mark.parametrize(
    "info",
    [
        "python", "py", "Python3", "python title=a.py", "python{linenos}", "python:train.py", "{python}",
        "{python, echo=FALSE}", "{.python .numberLines}", "{python #fig-line}", "ipython3", "pycon",
    ],
)  # fmt: skip
def test_python_by_any_name(info: str) -> None:
    """With attributes after it, or in braces."""
    assert is_python(info, "x = 1")


@pytest.mark.parametrize("info", ["", "bash", "pythonic", "{r}", "{{python}}", "text python", "{python, eval=FALSE}"])
def test_other_blocks_are_not_run(info: str) -> None:
    """Other languages, none, a block that is shown as it is written, and one that its author does not run."""
    assert not is_python(info, "x = 1")


def test_options_inside_a_block_count() -> None:
    """Quarto writes them into comments."""
    assert not is_python("{python}", "#| label: a\n#| eval: false\nx = 1")
    assert is_python("{python}", "#| echo: false\nx = 1")


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("x = 1\n  # y", "x = 1\n  # y"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        (">>> x = 1\n>>> for i in x:\n...     print(i)\n...\n1", "x = 1\nfor i in x:\n    print(i)\n\n"),
        ("!ls\nx = 1", "pass\nx = 1"),
    ],
)
def test_code_keeps_its_lines(code: str, left: str) -> None:
    """Prompts, what was printed, magics and the indentation of the whole are taken away."""
    assert python_of(code) == left
