"""Boxes of texts, against the widths of their faces."""

from __future__ import annotations

import numpy as np
import pytest

from sgdviz.drawing.pens import Pen
from sgdviz.drawing.text import face
from sgdviz.drawing.text.boxes import box_of, points_over

PEN = Pen("test", "#123456")


@pytest.mark.parametrize(("anchor", "share"), [("left", 0.0), ("middle", 0.5), ("right", 1.0)])
def test_a_box_is_as_wide_as_its_text(anchor: str, share: float) -> None:
    """It lies to the side of its anchor, from above the capitals to below the baseline."""
    box = box_of(PEN.text("Loss 3.14", 100, 50, 20, anchor=anchor))  # type: ignore[arg-type] # one of three
    width = face(20).width("Loss 3.14")
    assert box.left == pytest.approx(100 - share * width)
    assert box.width == pytest.approx(width)
    assert box.top < 50 - face(20).font.getbbox("L", anchor="ls")[3] < box.bottom


def test_points_cover_a_text() -> None:
    """They reach its corners, and no letter fits between two of them."""
    mark = PEN.text("step 1000", 10, 30, 14, bold=True)
    points, box = points_over(mark), box_of(mark)
    assert points.min(axis=0).tolist() == [box.left, box.top]
    assert points.max(axis=0).tolist() == pytest.approx([box.right, box.bottom])
    assert np.diff(np.unique(points[:, 0])).max() < 14
