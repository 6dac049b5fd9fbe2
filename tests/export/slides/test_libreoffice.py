"""Presentations as LibreOffice draws them, by way of PDF and pdftoppm."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from slides_helpers import pages_by_libreoffice, read_slides

import sgdviz
from sgdviz.drawing.colors import channels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from slides_helpers import Read

NEAR = 12
"""The largest mean difference of a channel between a picture on a slide and the picture itself, reduced to its size."""


def differences(page: NDArray[np.uint8], slide: Read) -> float:
    """Return the mean difference between the picture on a page and the picture in the file, in its lower half.

    Words of the slide stand over the upper half.
    """
    left, top, width, height = map(round, slide.area)
    with Image.open(io.BytesIO(slide.picture)) as picture:
        own = np.array(picture.convert("RGB").resize((width, height), Image.Resampling.BOX)).astype(float)
    shown = page[top : top + height, left : left + width].astype(float)
    half, end = height // 3, height * 4 // 5
    return float(np.abs(own[half:end] - shown[half:end]).mean())


@pytest.mark.slow
@pytest.mark.decoders
@pytest.mark.parametrize(
    ("theme", "size"), [("light", (800, 400)), ("dark", (800, 400)), ("print", (480, 800)), ("contrast", (1600, 400))]
)
def test_a_deck_is_drawn(run: sgdviz.Recording, tmp_path: Path, theme: str, size: tuple[int, int]) -> None:
    """Every slide has the theme's background, words of the title's colour, and its picture undistorted in its place."""
    animation = sgdviz.animate(run, size=size, theme=theme, title="A line & <so on>", caption="What is seen.")
    animation.save(tmp_path / "deck.pptx", deck=True, at="0,2:backward,last")
    slides, pages = read_slides(tmp_path / "deck.pptx"), pages_by_libreoffice(tmp_path / "deck.pptx")
    assert len(pages) == len(slides) == 3
    own = animation.scene.theme
    for page, slide in zip(pages, slides, strict=True):
        assert page.shape == (540, 960, 3)
        assert tuple(page[2, 2]) == channels(own.background)
        title = page[30:70].reshape(-1, 3).astype(int)
        assert np.abs(title - channels(own.ink)).sum(axis=1).min() <= 6
        assert differences(page, slide) < NEAR
    assert differences(pages[0], slides[2]) > differences(pages[2], slides[2])


@pytest.mark.slow
@pytest.mark.decoders
def test_the_animation_is_drawn_with_the_words_of_the_slide(run: sgdviz.Recording, tmp_path: Path) -> None:
    """The first frame is shown, and nothing is left of the title in it: another one changes only that of the slide."""
    pages = []
    for name, title in (("a", "A line"), ("b", "Quite another title")):
        path = tmp_path / f"{name}.pptx"
        sgdviz.animate(run, frames=4, theme="dark", title=title, caption="What is seen.").save(path)
        pages += pages_by_libreoffice(path)
        assert differences(pages[-1], read_slides(path)[0]) < NEAR
    below = round(read_slides(tmp_path / "a.pptx")[0].area[1])
    np.testing.assert_array_equal(pages[0][below:], pages[1][below:])
    assert (pages[0][:below] != pages[1][:below]).any()
