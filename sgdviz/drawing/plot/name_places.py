"""Places for the names of moving balls: beside each ball, apart from each other, and steady from row to row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sgdviz.drawing.marks import Rect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NONE = -1
"""The side of a name that has no free place."""

SIDES = ((1, 0), (1, -1), (1, 1), (-1, 0), (-1, -1), (-1, 1), (0, -1), (0, 1))
"""The sides of a ball where a name may stand, in order of preference: across and down."""

GAP = 0.3
"""The least distance between two names in one line, as a share of their height."""

STEADY = 0.5
"""The distance in pixels that a ball must cover before places are looked for again."""


class NamePlaces:
    """The places of names beside balls at (R, T, 2) `balls`, for R names of `widths` pixels and one `height`.

    A free place lies inside `area`, and apart from the names before it, all balls and the rectangles `reserved`, each
    from a row on. Of the free places at the sides of its ball, a name has one off all tails, which lead from the (T,)
    rows `tails` to each row, and off the (K, 2) points `drawn`, and of these the one where it stood before, or else the
    first. A name without a free place
    is hidden, as is that of a ball outside the area. The sides of all rows are found at once, so they depend on the row
    alone.
    """

    def __init__(
        self,
        balls: NDArray[np.float64],
        widths: Sequence[float],
        height: float,
        radius: float,
        area: Rect,
        reserved: Sequence[tuple[int, Rect]],
        tails: NDArray[np.int64],
        drawn: NDArray[np.float64] | None = None,
    ) -> None:
        self._balls, self._widths, self._height, self._radius = balls, widths, height, radius
        self._area, self._reserved = area, tuple(reserved)
        drawn = np.empty((0, 2)) if drawn is None else drawn
        count, rows, _ = balls.shape
        self._sides = np.full((rows, count), NONE)
        sides, placed = [NONE] * count, np.full((count, 2), np.inf)
        for row in range(rows):
            now = balls[:, row]
            newly = any(first == row for first, _ in self._reserved)
            if newly or not np.all(np.abs(now - placed) < STEADY):
                taken = [place for first, place in self._reserved if first <= row]
                tail = balls[:, tails[row] : row + 1]
                way = np.concatenate([tail, (tail[:, 1:] + tail[:, :-1]) / 2], axis=1).reshape(-1, 2)
                sides, placed = self._found(now, sides, taken, np.concatenate([way, drawn])), now
            self._sides[row] = sides

    def at(self, row: int) -> list[Rect | None]:
        """Return the place of each name at `row`; None for a hidden one."""
        return [
            None if side == NONE else self._rect(number, self._balls[number, row], side)
            for number, side in enumerate(self._sides[row].tolist())
        ]

    def _found(
        self, balls: NDArray[np.float64], before: list[int], taken: list[Rect], way: NDArray[np.float64]
    ) -> list[int]:
        """Return the side of each name, given those at the row before, the places `taken`, and points of the tails."""
        left, top, right, bottom = self._area
        shown = [left <= x <= right and top <= y <= bottom for x, y in balls]
        reach = self._radius
        taken = [*taken]
        taken += [Rect(x - reach, y - reach, x + reach, y + reach) for x, y in balls[np.array(shown)].tolist()]
        sides = []
        for number, ball in enumerate(balls):
            found = NONE
            if shown[number]:
                places = [self._rect(number, ball, side) for side in range(len(SIDES))]
                hidden = _covering(places, way)
                for side in sorted(range(len(SIDES)), key=lambda side: (hidden[side], side != before[number], side)):
                    place = places[side]
                    roomy = place._replace(left=place.left - self._height * GAP, right=place.right + self._height * GAP)
                    if self._is_inside(place) and not any(_overlap(roomy, one) for one in taken):
                        found = side
                        taken.append(place)
                        break
            sides.append(found)
        return sides

    def _rect(self, number: int, ball: NDArray[np.float64], side: int) -> Rect:
        """Return the place of a name at one side of its ball, apart from the ball by a third of the height."""
        across, down = SIDES[side]
        width, height = self._widths[number], self._height
        away = self._radius + height / 3
        x = float(ball[0]) + across * (away + width / 2)
        y = float(ball[1]) + down * (height * 1.05 if across else away + height / 2)
        return Rect(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    def _is_inside(self, place: Rect) -> bool:
        area = self._area
        return bool(
            place.left >= area.left
            and place.right <= area.right
            and place.top >= area.top
            and place.bottom <= area.bottom
        )


def _overlap(one: Rect, other: Rect) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _covering(places: Sequence[Rect], points: NDArray[np.float64]) -> list[bool]:
    """Return for each of `places` whether any of the (K, 2) `points` lies in it."""
    left, top, right, bottom = np.array(places).T[:, :, None]
    x, y = points.T
    inside = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    found: list[bool] = inside.any(axis=1).tolist()
    return found
