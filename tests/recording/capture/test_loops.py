"""Tests of finding training loops, their parameters and their pairs in a source, without running it."""

from __future__ import annotations

import ast
import textwrap

import pytest

from sgdviz import InputError
from sgdviz.recording.capture import Analysis, Find, Program


def loops_of(source: str, find: Find | None = None) -> Analysis:
    """Return what the source of a script tells."""
    return Analysis(Program("script.py", textwrap.dedent(source)), find)


SUMMED = "for i in range(9):\n    g = 0\n    for a, c in d:\n        g += w * a - c\n    w -= g"
CALLED = "for i in range(9):\n    w, b = step(w, b)\ndef step(w, b):\n    r = w * x + b - y\n    return w - r, b - r"
METHODS = """
class M:
    def fit(self, x, y):
        for _ in x:
            self.w -= self.out(x) - y

    def out(self, x):
        return self.w * x
"""
KEYS = """
for i in range(9):
    found = g(ws, x)
    for k in ws:
        ws[k] -= found[k]

def g(ws, x):
    return ws["a"] * x - y
"""


@pytest.mark.parametrize(
    ("source", "line", "params", "pairs"),
    [
        ("for i in range(9):\n    w -= 0.1 * (w * x - y) * x", 1, ("w",), ["w * x | y"]),
        ("for i in range(9):\n    e = y - w * x\n    w += 0.1 * e * x\n    n += 1", 1, ("w",), ["w * x | y"]),
        ("for e in range(9):\n    for a, c in zip(x, y):\n        w -= (w * a - c) * a", 2, ("w",), ["w * a | c"]),
        ("while True:\n    p = w * x\n    w = w - (p - y).sum()\n    if done: break", 1, ("w",), ["p | y"]),
        (SUMMED, 1, ("w",), ["w * a | c"]),
        (CALLED, 1, ("w", "b"), ["w * x + b | y"]),
        (METHODS, 4, ("self.w",), ["self.out(x) | y"]),
        ("for i in range(9):\n    if y * (w @ x) <= 0:\n        w = w + y * x", 1, ("w",), ["w @ x | y"]),
        ("for i in range(9):\n    p = f(w)\n    p[r, y] -= 1\n    w -= x.T @ p", 1, ("w",), ["p | y"]),
        (KEYS, 2, ("ws",), ["ws['a'] * x | y"]),
    ],
)
def test_a_loop_is_found_with_its_parameters_and_pairs(
    source: str, line: int, params: tuple[str, ...], pairs: list[str]
) -> None:
    """The innermost loop that holds all updates is a step, and what it carries through a prediction its parameters."""
    (loop,) = loops_of(source).loops
    assert loop.line == line
    assert loop.params == params
    found = [f"{ast.unparse(pair.prediction)} | {ast.unparse(pair.target)}" for pair in loop.pairs]
    assert set(pairs) <= set(found)


@pytest.mark.parametrize(
    "source",
    [
        "for i in range(9):\n    total += i",
        "for word in words:\n    counts[word] = counts.get(word, 0) + 1",
        "i = 0\nwhile i < 9:\n    i += 1\n    print(i)",
        "for x in xs:\n    best = min(best, x)",
        "x = [a - b for a, b in pairs]",
        "",
    ],
)
def test_a_loop_that_does_not_train_is_not_found(source: str) -> None:
    """Counters, sums and searches carry nothing that depends on itself through something else."""
    assert loops_of(source).loops == []


def test_losses_and_gradients_are_found() -> None:
    """The loop's own loss depends on the parameters, and a gradient is the one factor of an update that does."""
    (loop,) = loops_of(
        """
        for i in range(9):
            rate = 0.1
            error = w * x - y
            loss = error ** 2
            dw = error * x
            w -= rate * dw
        """
    ).loops
    assert loop.losses == ("error", "loss")
    assert {cell: ast.unparse(node) for cell, node in loop.gradients.items()} == {"w": "dw"}


def test_a_loop_in_a_called_function_is_the_step() -> None:
    """A pass over the data in a function of its own is a loop whose turns are steps, and its callers are known."""
    (loop,) = loops_of(
        """
        def one_pass(model, data):
            for x, y in data:
                model.w -= 0.1 * (model.w * x - y) * x

        for epoch in range(10):
            one_pass(model, data)
        """
    ).loops
    assert (loop.line, loop.function.name) == (3, "one_pass")
    assert [caller.lineno for caller in loop.callers] == [6]


def test_names_of_the_user_come_first() -> None:
    """Parameters and a loss that the user names are taken as they are; unknown ones are an error with candidates."""
    source = "for i in range(9):\n    w -= 0.1 * (w * x - y) * x\n    v = w"
    (loop,) = loops_of(source, Find(params=("v",), loss="cost")).loops
    assert (loop.params, loop.losses) == (("v",), ("cost",))
    with pytest.raises(InputError, match=r"no loop changes q; the loops that were found change w \(line 1\)"):
        loops_of(source, Find(params=("q",)))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"params": ("1w",)}, "is no name of a variable"),
        ({"x": "a b"}, "is no name of a variable"),
        ({"predict": "w * x +", "x": "x", "y": "y"}, "is no expression"),
        ({"predict": "w * x"}, "needs the data as well"),
    ],
)
def test_what_a_user_says_is_checked(settings: dict[str, object], said: str) -> None:
    """A name that cannot be one, and a prediction without data, are refused in one line."""
    with pytest.raises(InputError, match=said):
        Find(**settings)  # type: ignore[arg-type]
