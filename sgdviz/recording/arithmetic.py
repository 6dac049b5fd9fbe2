"""Arithmetic: a formula that is given as text, parsed and evaluated on arrays, and never run as code."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import shown
from sgdviz.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Value = NDArray[np.float64] | float

MOST_CHARACTERS = 1000
"""The longest formula."""

CONSTANTS = {"pi": np.pi, "e": np.e, "inf": np.inf, "tau": 2 * np.pi}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": np.abs, "fabs": np.abs, "min": np.minimum, "max": np.maximum, "pow": np.power, "hypot": np.hypot,
    "sqrt": np.sqrt, "cbrt": np.cbrt, "exp": np.exp, "exp2": np.exp2, "expm1": np.expm1, "log": np.log,
    "log2": np.log2, "log10": np.log10, "log1p": np.log1p, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "atan2": np.arctan2, "sinh": np.sinh, "cosh": np.cosh,
    "tanh": np.tanh, "asinh": np.arcsinh, "acosh": np.arccosh, "atanh": np.arctanh, "floor": np.floor,
    "ceil": np.ceil, "trunc": np.trunc, "degrees": np.degrees, "radians": np.radians,
}  # fmt: skip
"""The functions of a formula: those of Python's `math`, on arrays, with its names."""

TWO = ("min", "max", "pow", "hypot", "atan2")
"""The functions of two arguments; the others have one."""

OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power,
    ast.Mod: np.mod, ast.FloorDiv: np.floor_divide, ast.USub: np.negative, ast.UAdd: np.positive,
}  # fmt: skip


class Arithmetic:
    """A formula such as ``w*x + b`` or ``1 / (1 + exp(-(w1*size + w2*rooms + b)))``.

    It has numbers, names, ``+ - * / // % **``, brackets, the functions of Python's `math` and the constants pi, tau, e
    and inf. `names` are those that it uses, constants left out. Raises `InputError` for anything else.
    """

    def __init__(self, text: str) -> None:
        if len(text) > MOST_CHARACTERS:
            raise InputError(f"the formula has {len(text):,} characters; give at most {MOST_CHARACTERS:,}")
        self.text = " ".join(text.split())
        try:
            tree = ast.parse(self.text.replace("^", "**"), mode="eval").body
            self._names: dict[str, None] = {}
            self._check(tree)
        except InputError:
            raise
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            raise InputError(f"{shown(text)} is no formula; write one like w*x + b") from None
        self._tree = tree

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the formula, in the order of their first use."""
        return tuple(self._names)

    def __call__(self, values: Mapping[str, Value]) -> NDArray[np.float64]:
        """Return the formula's value for the `values` of its names: numbers, and arrays of one shape."""
        with np.errstate(all="ignore"):
            result: NDArray[np.float64] = np.asarray(self._value(self._tree, values), dtype=np.float64)
        return result

    def _check(self, node: ast.AST) -> None:
        """Raise `InputError` for what is no arithmetic, and collect names."""
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            self._check(node.left)
            self._check(node.right)
        elif isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
            self._check(node.operand)
        elif isinstance(node, ast.Call):
            self._check_call(node)
        elif isinstance(node, ast.Name):
            if node.id not in CONSTANTS:
                self._names[node.id] = None
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
        ):
            float(node.value)  # a whole number may be too large
        else:
            part = ast.get_source_segment(self.text.replace("^", "**"), node) if isinstance(node, ast.expr) else ""
            raise InputError(f"{shown(part or self.text)} is no arithmetic; write a formula like w*x + b")

    def _check_call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        name = name.removeprefix("math.")
        if name not in FUNCTIONS:
            raise UnknownNameError("function", name, FUNCTIONS)
        count = 2 if name in TWO else 1
        if len(node.args) != count or node.keywords:
            raise InputError(f"{name} takes {count} argument{'s' if count > 1 else ''}: {ast.unparse(node)[:60]}")
        for argument in node.args:
            self._check(argument)

    def _value(self, node: ast.AST, values: Mapping[str, Value]) -> Any:
        if isinstance(node, ast.Constant):
            return float(node.value)  # type: ignore[arg-type] # an int or a float, as _check has seen
        if isinstance(node, ast.Name):
            return values[node.id] if node.id in self._names else CONSTANTS[node.id]
        if isinstance(node, ast.UnaryOp):
            return OPERATORS[type(node.op)](self._value(node.operand, values))
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](self._value(node.left, values), self._value(node.right, values))
        assert isinstance(node, ast.Call)
        function = FUNCTIONS[ast.unparse(node.func).removeprefix("math.")]
        return function(*(self._value(argument, values) for argument in node.args))
