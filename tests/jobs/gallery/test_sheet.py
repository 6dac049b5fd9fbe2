"""The sheet: all last frames in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from gallery_helpers import animation_of, result_of, sweep_of
from PIL import Image

from sgdviz import InputError
from sgdviz.jobs.gallery import still_of, write_sheet
from sgdviz.jobs.gallery.sheet import GAP, SIDE, _font, _short

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording


def test_the_sheet_has_each_still(tmp_path: Path, short_run: Recording) -> None:
    """Five stills stand in a grid of two columns, in order and over their names; a failed job has no place."""
    results = sweep_of(tmp_path, short_run)
    path = write_sheet(lambda: results, tmp_path)
    assert path == tmp_path / "sheet.png"
    with Image.open(path) as sheet:
        pixels = np.array(sheet.convert("RGB")).astype(int)
    with Image.open(tmp_path / "out/line.gif") as gif:
        gif.seek(getattr(gif, "n_frames", 1) - 1)
        last = np.array(gif.convert("RGB")).astype(int)
    assert pixels.shape[1] == GAP + 2 * (400 + GAP)
    row = (pixels.shape[0] - GAP) // 3
    for number in range(5):
        down, across = divmod(number, 2)
        top, left = GAP + down * row, GAP + across * (400 + GAP)
        assert np.abs(pixels[top : top + 200, left : left + 400] - last).mean() < 3
        assert (pixels[top + 202 : top + row - GAP, left : left + 400].sum(axis=2) < 300).any()
    assert (pixels[GAP + 2 * row :, GAP + 400 + 2 :] == 255).all()


def test_many_stills_are_small(tmp_path: Path, short_run: Recording) -> None:
    """A thousand stills stay within the largest sheet."""
    still = still_of(animation_of(short_run))
    path = write_sheet(lambda: (result_of(str(number), still=still) for number in range(1000)), tmp_path)
    with Image.open(path) as sheet:
        assert SIDE // 2 < max(sheet.size) <= SIDE


def test_a_sheet_needs_stills_and_room(tmp_path: Path, short_run: Recording) -> None:
    """No stills, and more than have room, are bad input; nothing is written."""
    with pytest.raises(InputError, match="no job has a last frame"):
        write_sheet(lambda: [result_of()], tmp_path)
    result = result_of(still=still_of(animation_of(short_run)))
    with pytest.raises(InputError, match="20,000 last frames have no room"):
        write_sheet(lambda: (result for _ in range(20_000)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_of_a_long_name_the_end_is_kept() -> None:
    """Jobs of one matrix differ at the end of their names."""
    font = _font()
    short = _short(f"sweep-{'long-' * 40}0.01-3", font, 150)
    assert short.startswith("…")
    assert short.endswith("0.01-3")
    assert 120 < font.getlength(short) <= 150
    assert _short("a\nb", font, 150) == "a b"
