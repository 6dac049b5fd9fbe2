"""What a panel says is to be drawn: marks, in pixels from the scene's top left corner, without state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Rect(NamedTuple):
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """The distance between the sides."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The distance from top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line through the (K, 2) `points`, as wide as `width`; NaN breaks it."""

    points: NDArray[np.float64]
    color: str
    width: float
    clip: Rect | None = None
    cap: Literal["butt", "round"] = "round"


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Discs around the (K, 2) `centers`, drawn in order, each set on whole pixels so that all look the same.

    `lasting` promises that this very mark comes again at other rows: it is then laid down as a whole.
    """

    centers: NDArray[np.float64]
    radius: float
    fill: str | None
    edge: str | None = None
    edge_width: float = 0.0
    clip: Rect | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on the baseline `y`; `x` is its left end, middle or right end, as `anchor` says.

    `tabular` sets every digit, sign and figure space in a cell of one width, so that a number that changes does not
    move. `on` is the colour behind the text where that is one colour and known: such text is set much faster, and
    stands over everything that moves.
    """

    text: str
    x: float
    y: float
    size: float
    color: str
    bold: bool = False
    anchor: Literal["left", "middle", "right"] = "left"
    tabular: bool = False
    on: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """What polygons enclose: (K, 2) `points` and a Matplotlib path code, (K,) u1, for each; holes run the other way."""

    points: NDArray[np.float64]
    codes: NDArray[np.uint8]
    color: str
    clip: Rect | None = None


Mark = Stroke | Dots | Text | Area
