"""Marks: the shapes and texts of a picture, in pixels from its top left corner, y downwards. Marks hold no state.

A mark knows no backend: it gives exact positions and an opacity, and a backend with pixels does its own rounding. A
mark that does not change from row to row is the same object each time; backends use that to draw it only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


Cap = Literal["butt", "round"]
Anchor = Literal["left", "middle", "right"]
Family = Literal["sans", "mono"]


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

    def inset(self, by: float) -> Rect:
        """Return the rectangle `by` pixels smaller on each side."""
        return Rect(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line through the (K, 2) `points`, `width` pixels wide, with round joins; NaN interrupts it.

    A `crisp` stroke is an upright or level rule whose edges should be sharp: a grid line.
    """

    points: NDArray[np.float64]
    color: str
    width: float
    clip: Rect | None = None
    cap: Cap = "round"
    crisp: bool = False
    opacity: float = 1.0
    role: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Discs of `radius` around the (K, 2) `centers`, drawn in order, each with its fill below its edge."""

    centers: NDArray[np.float64]
    radius: float
    fill: str | None
    edge: str | None = None
    edge_width: float = 0.0
    clip: Rect | None = None
    opacity: float = 1.0
    role: str = ""


class Span(NamedTuple):
    """Characters `start` to `stop` (not included) of a text, in a colour of their own."""

    start: int
    stop: int
    color: str


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on the baseline `y`; `x` is its left end, middle or right end, by `anchor`.

    `size` is that of the type in pixels. `tabular` sets every digit, sign and figure space in a cell of one width, so
    that a number that changes does not move. `spans` have colours of their own. `patch` is the colour of a patch just
    behind the glyphs, for text that stands over other marks.
    """

    text: str
    x: float
    y: float
    size: float
    color: str
    bold: bool = False
    anchor: Anchor = "left"
    tabular: bool = False
    face: Family = "sans"
    spans: tuple[Span, ...] = ()
    patch: str | None = None
    opacity: float = 1.0
    role: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """The inside of closed polygons; holes run the other way.

    Polygon k is ``points[offsets[k] : offsets[k + 1]]`` of the (K, 2) `points`; its last point repeats its first.
    """

    points: NDArray[np.float64]
    offsets: NDArray[np.integer[Any]]
    color: str
    clip: Rect | None = None
    opacity: float = 1.0
    role: str = ""


Mark = Stroke | Dots | Text | Area


def colors_of(mark: Mark) -> tuple[str, ...]:
    """Return the colours that `mark` is drawn with."""
    if isinstance(mark, Dots):
        return tuple(color for color in (mark.fill, mark.edge) if color is not None)
    if isinstance(mark, Text):
        return mark.color, *(span.color for span in mark.spans)
    return (mark.color,)
