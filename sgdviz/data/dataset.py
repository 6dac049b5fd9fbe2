"""The Dataset type: inputs and targets, checked once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.checks import shown, text
from sgdviz.data.date_units import checked_units
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from sgdviz.data.columns.choose import Column


def numbers_of(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return `values` as a new float64 array; a masked value is missing, as NaN.

    Text, dates, complex numbers, objects that are no numbers and ragged rows raise an `InputError` that names `name`.
    """
    fault = f"{name} holds something that is not a number; give numbers only"
    try:
        source = np.asarray(values)
        if source.dtype.kind not in "biufO" or (source.dtype.kind == "O" and not all(map(_is_number, source.flat))):
            raise InputError(fault)  # NumPy would read the text "1" as a number, and a date as one
        with np.errstate(all="ignore"):
            numbers = np.array(source, dtype=np.float64)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise InputError(fault) from None
    if isinstance(values, np.ma.MaskedArray):
        numbers[np.ma.getmaskarray(values)] = np.nan
    return numbers


def _is_number(value: object) -> bool:
    """Return whether an object in an array is a number, or None, which is a missing one."""
    return value is None or isinstance(value, Real | Decimal | np.bool_)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dataset:
    """N points to learn from: inputs and targets.

    `x` is (N, D) and `y` is (N,), both float64, read-only and finite. An `x` of shape (N,) becomes (N, 1).
    `feature_names` has D names. `class_names` has those of the classes 0 and 1, where `y` holds nothing else, or none.
    `date_units` has D + 1 texts, the target's last: what the numbers of a column of dates count, "years" or "days since
    2020-01-05", and an empty text for a column of numbers; or none where no column has dates.
    Raises `InputError` when `x` and `y` differ in length, are empty, or hold NaN, inf or text.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    feature_names: tuple[str, ...] = ()
    target_name: str = "y"
    class_names: tuple[str, ...] = ()
    date_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        x, y = numbers_of("x", self.x), numbers_of("y", self.y)
        if x.ndim == 1:
            x = x[:, None]
        _check_shapes(x, y)
        for name, values in (("x", x), ("y", y)):
            _check_range(name, values)
            values.flags.writeable = False
            object.__setattr__(self, name, values)
        text("target_name", self.target_name)
        object.__setattr__(self, "feature_names", _checked_names(self.feature_names, x.shape[1]))
        object.__setattr__(self, "class_names", _checked_classes(self.class_names, y))
        object.__setattr__(self, "date_units", checked_units(self.date_units, x.shape[1] + 1))

    @classmethod
    def of(
        cls,
        frame: Any,
        x: Column | Sequence[Column],
        y: Column,
        *,
        positive: str = "",
        classes: tuple[str, ...] = (),
        one: str = "",
    ) -> Dataset:
        """Return the columns `x`, one or more, and `y` of `frame`: a DataFrame, a dict of columns or a 2-D array.

        Any DataFrame will do: pandas, Polars, Arrow, or one with the DataFrame interchange protocol. Columns, missing
        values and classes are as in `read_csv`. Raises `InputError`, and warns with `DataWarning`.
        """
        from sgdviz.data.columns.classes import ClassChoice
        from sgdviz.data.columns.frame import parts_of

        return cls(*parts_of(frame, x, y, ClassChoice(positive, classes, one)))

    def __reduce__(self) -> tuple[type[Dataset], tuple[Any, ...]]:
        names = (self.feature_names, self.target_name, self.class_names)
        return Dataset, (self.x, self.y, *names, self.date_units)  # read-only again when unpickled

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        return f"<Dataset: {len(self)} points, {', '.join(self.feature_names)} -> {self.target_name}>"

    @property
    def inputs(self) -> NDArray[np.float64]:
        """The inputs without a needless axis: (N,) with one feature, (N, D) with several."""
        return self.x[:, 0] if self.x.shape[1] == 1 else self.x

    def date_unit(self, column: int) -> str:
        """Return what the numbers of an input's column count where they are dates, else nothing; -1 is the target."""
        return self.date_units[column] if self.date_units else ""

    @property
    def is_in_dollars(self) -> bool:
        """Whether the targets are in dollars, as the name "price ($)" says; thousands of dollars are not."""
        return self.target_name.endswith("($)")


def _check_shapes(x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    if x.ndim != 2 or y.ndim != 1:
        raise InputError(f"x has shape {x.shape} and y {y.shape}; give x as N or N by D numbers and y as N numbers")
    if len(x) != len(y):
        raise InputError(f"x has {len(x)} points and y has {len(y)}; give one y for each x")
    if x.size == 0:
        raise InputError("the data are empty; give at least one point")


def _check_range(name: str, values: NDArray[np.float64]) -> None:
    bad = np.argwhere(~np.isfinite(values))
    if bad.size:
        where = tuple(int(i) for i in bad[0])
        raise InputError(f"{name}[{where[0]}] is {values[where]}; take out or mend the points without a finite value")
    with np.errstate(over="ignore"):
        if not np.isfinite(np.ptp(values) * 4):
            raise InputError(f"{name} spans from {values.min()} to {values.max()}, too far to draw; scale it")


def _checked_names(names: tuple[str, ...], features: int) -> tuple[str, ...]:
    """Return the names of so many features, by default x, or x1, x2 ..."""
    if not isinstance(names, tuple | list) or not all(isinstance(name, str) for name in names):
        raise InputError(f"feature_names is {shown(names)}; give a tuple of texts, as in ('size',)")
    names = tuple(text("a name in feature_names", name) for name in names) or (
        ("x",) if features == 1 else tuple(f"x{i + 1}" for i in range(features))
    )
    if len(names) != features:
        raise InputError(f"{len(names)} feature names for {features} features; give one name for each")
    return names


def _checked_classes(names: tuple[str, ...], y: NDArray[np.float64]) -> tuple[str, ...]:
    """Return the names of the classes 0 and 1 that `y` holds, or no names."""
    if not isinstance(names, tuple | list) or not all(isinstance(name, str) for name in names):
        raise InputError(f"class_names is {shown(names)}; give a tuple of texts, as in ('no', 'yes')")
    names = tuple(text("a name in class_names", name) for name in names)
    if names and len(names) != 2:
        raise InputError(f"class_names has {len(names)} names; give two, of the classes 0 and 1")
    if names and names[0] == names[1]:
        raise InputError(f"both classes are called {names[0]!r}; give each a name of its own")
    if names and not set(np.unique(y).tolist()) <= {0.0, 1.0}:
        raise InputError("class_names names the classes 0 and 1, and y holds other numbers; leave class_names out")
    return names
