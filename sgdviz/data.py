"""Data to learn from: the Dataset type, and the blog post's own points and houses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.checks import whole
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def numbers_of(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return a float copy of `values`; text, None and ragged rows are an `InputError` that says `name`."""
    fault = InputError(f"{name} holds something that is not a number; give numbers only")
    try:
        source = np.asarray(values)
        numbers = np.array(source, dtype=np.float64)
    except (TypeError, ValueError):
        raise fault from None
    if source.dtype.kind not in "biufO":  # NumPy would read the text "1" as a number, and a date as one
        raise fault
    return numbers


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dataset:
    """Points to learn from: inputs and the value wanted for each.

    `x` is (N, D) and `y` is (N,), both float64, read-only and finite. A flat `x` of N numbers becomes (N, 1).
    `feature_names` has D names. Raises `InputError` when the two differ in length, are empty, or hold NaN, inf or text.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    feature_names: tuple[str, ...] = ()
    target_name: str = "y"

    def __post_init__(self) -> None:
        x, y = numbers_of("x", self.x), numbers_of("y", self.y)
        if x.ndim == 1:
            x = x[:, None]
        if x.ndim != 2 or y.ndim != 1:
            raise InputError(f"x has shape {x.shape} and y {y.shape}; give x as N or N by D numbers and y as N numbers")
        if len(x) != len(y):
            raise InputError(f"x has {len(x)} points and y has {len(y)}; give one y for each x")
        if x.size == 0:
            raise InputError("the data are empty; give at least one point")
        for name, values in (("x", x), ("y", y)):
            bad = np.argwhere(~np.isfinite(values))
            if bad.size:
                where = tuple(int(i) for i in bad[0])
                raise InputError(
                    f"{name}[{where[0]}] is {values[where]}; take out or mend the points without a finite value"
                )
            with np.errstate(over="ignore"):
                if not np.isfinite(np.ptp(values) * 4):
                    raise InputError(f"{name} spans from {values.min()} to {values.max()}, too far to draw; scale it")
        names = self.feature_names or (("x",) if x.shape[1] == 1 else tuple(f"x{i + 1}" for i in range(x.shape[1])))
        if len(names) != x.shape[1]:
            raise InputError(f"{len(names)} feature names for {x.shape[1]} features; give one name for each")
        for array in (x, y):
            array.flags.writeable = False
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)
        object.__setattr__(self, "feature_names", tuple(names))

    def __len__(self) -> int:
        return len(self.y)

    def __repr__(self) -> str:
        return f"<Dataset: {len(self)} points, {', '.join(self.feature_names)} -> {self.target_name}>"

    @property
    def inputs(self) -> NDArray[np.float64]:
        """The inputs as a model's user would write them: (N,) with one feature, (N, D) with several."""
        return self.x[:, 0] if self.x.shape[1] == 1 else self.x


def post() -> Dataset:
    """Return the six points of *Neural Networks and Gradient Descent 101*."""
    return Dataset(np.array([-4.0, -2.0, 0.0, 1.0, 2.0, 3.0]), np.array([-8.0, -4.0, 1.0, 2.2, 3.3, 5.3]))


def houses(first: int = 3) -> Dataset:
    """Return the `first` of the three houses of *Neural Networks and Gradient Descent 101*: $200 a square foot.

    Raises `InputError` unless that is 1, 2 or 3.
    """
    if whole("first", first, least=1) > 3:
        raise InputError(f"first is {first} and there are 3 houses; give 1, 2 or 3")
    size, price = np.array([1000.0, 2000.0, 4000.0]), np.array([200_000.0, 400_000.0, 800_000.0])
    return Dataset(size[:first], price[:first], ("size (sq ft)",), "price ($)")
