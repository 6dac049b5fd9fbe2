"""What an animated SVG shows at a time: the lists of SMIL, read as https://www.w3.org/TR/SVG11/animate.html says."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def value_at(animation: Element, seconds: float) -> str:
    """Return the value that an <animate> element with discrete values gives at a time of its first play."""
    assert animation.get("calcMode") == "discrete"
    values = animation.get("values", "").split(";")
    share = seconds / float(animation.get("dur", "").removesuffix("s"))
    assert 0 <= share < 1
    keys = animation.get("keyTimes")
    if keys is None:
        return values[int(share * len(values))]
    times = [float(time) for time in keys.split(";")]
    assert times[0] == 0
    assert times == sorted(times)
    assert times[-1] <= 1
    assert len(times) == len(values)
    return values[bisect_right(times, share) - 1]
