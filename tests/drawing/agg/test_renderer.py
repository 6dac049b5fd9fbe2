"""Rendering: any frame alone, in any order, pixel for pixel, and changed only where it says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, run_for
from PIL import Image

import sgdviz
from sgdviz import DARK, LIGHT, Cue, InputError, Panel, Recording, Scene, Theme
from sgdviz.drawing.agg import Renderer
from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.colors import channels
from sgdviz.drawing.layers import bottom_to_top, layers_at
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.panels import PANELS, PanelName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sgdviz.drawing.agg.frame import Box
    from sgdviz.drawing.marks import Dots, Mark, Text
    from sgdviz.drawing.panels.settings import PanelSettings

LOOKS = [
    Scene(),
    Scene(theme=DARK, scale=1.5, loss_scale="linear"),
    Scene(panels=("loss",), size=(301, 203)),
    Scene(size=(360, 160)),  # so small that words lie close together
]


@pytest.mark.parametrize("scene", LOOKS)
@pytest.mark.parametrize("rows", [range(301), [0, 6, 30, 31, 299, 300], [300, 17, 17, 16, 0, 250]])
def test_a_frame_alone_is_the_frame_in_sequence(run: Recording, scene: Scene, rows: list[int]) -> None:
    """A frame has the same pixels whatever came before it."""
    renderer = Renderer(lay_out(scene, run))
    checked = set(list(rows)[:: max(len(rows) // 6, 1)])
    cues = [Cue(row, 0.1) for row in rows]
    for cue, frame in zip(cues, renderer.frames(cues), strict=True):
        if cue.row in checked:
            np.testing.assert_array_equal(frame.rgb, renderer.still(cue).rgb)


@BOTH_THEMES
@pytest.mark.parametrize("name", PANELS)
def test_a_frame_of_any_panel_alone_is_the_frame_in_sequence(name: PanelName, theme: Theme) -> None:
    """The same holds for every panel, with a run of its own."""
    run = run_for(name)
    renderer = Renderer(lay_out(Scene(panels=(name,), theme=theme, size=(800, 400)), run))
    last = len(run) - 1
    for frame, row in zip(renderer.frames([Cue(row, 0.1) for row in range(len(run))]), range(len(run)), strict=True):
        if row in (0, 1, last // 2, last):
            np.testing.assert_array_equal(frame.rgb, renderer.still(Cue(row, 0.1)).rgb)


@pytest.mark.parametrize("scene", LOOKS)
def test_nothing_changes_outside_the_boxes(run: Recording, scene: Scene) -> None:
    """The boxes of a frame hold every pixel in which it differs from the frame before."""
    animation = sgdviz.Animation(run, scene, sgdviz.Pacing(every=7))
    for before, frame in pairwise(animation.frames()):
        same = (frame.pixels == before.pixels).all(axis=2)
        for box in frame.changed:
            same[box.top : box.bottom, box.left : box.right] = True
        assert same.all()


def test_the_boxes_are_not_the_whole_picture(run: Recording) -> None:
    """Only the first frame, and one that goes back, change everything; another changes less than half."""
    renderer = Renderer(lay_out(Scene(), run))
    frames = renderer.frames([Cue(row, 0.1) for row in (40, 41, 42, 3)])

    def extent(boxes: tuple[Box, ...]) -> int:
        touched = np.zeros((400, 800), dtype=bool)
        for box in boxes:
            touched[box.top : box.bottom, box.left : box.right] = True
        return int(touched.sum())

    first, second, third, back = (extent(frame.changed) for frame in frames)
    assert first == back == 320_000
    assert 0 < second < 160_000
    assert 0 < third < 160_000


def test_frames_that_are_kept_stay_as_they_are(short_run: Recording) -> None:
    """The public iterator gives each frame pixels of its own; they cover the picture and are opaque."""
    frames = list(sgdviz.animate(short_run).frames())
    assert len({frame.rgb.tobytes() for frame in frames}) == 13
    assert frames[0].rgb.shape == (400, 800, 3)
    assert all((frame.pixels[..., 3] == 255).all() for frame in frames)


def test_streamed_frames_are_read_only(short_run: Recording) -> None:
    """A frame that streams shows the renderer's own canvas and cannot be written to."""
    frame = next(Renderer(lay_out(Scene(), short_run)).frames([Cue(0, 0.25)]))
    assert frame.seconds == 0.25
    with pytest.raises(ValueError, match="read-only"):
        frame.pixels[0, 0] = 1


def centre_of(pixels: np.ndarray, color: str, column: int, *, near: float) -> float:
    """Return the middle of the ink of `color` in a column of pixels, within 12 rows of `near`."""
    low = max(int(near) - 12, 0)
    strip = pixels[low : int(near) + 13, column].astype(float)
    ink = np.clip(1 - np.linalg.norm(strip - np.array(channels(color)), axis=1) / 60, 0, None)  # the trail is farther
    return float((ink * (np.arange(len(ink)) + low + 0.5)).sum() / ink.sum())


@BOTH_THEMES
@pytest.mark.parametrize("row", [0, 3, 40, 300])
def test_the_line_lies_where_m_and_b_say(run: Recording, theme: Theme, row: int) -> None:
    """The line is true to half a pixel, away from the points and the zero lines that cross it."""
    pixels = sgdviz.animate(run, theme=theme).still(row).rgb
    plot = lay_out(Scene(), run).panels[0].plot_area
    m, b = run.params[row]
    seen = 0
    for x in (-4.6, -2.9, -1.2, 2.45, 3.5):
        column = int(plot.left + (x + 5) / 9 * plot.width)
        middle = (column + 0.5 - plot.left) / plot.width * 9 - 5
        y = plot.bottom - (m * middle + b + 10) / 17.295 * plot.height
        if plot.top + 6 < y < plot.bottom - 6:
            assert centre_of(pixels, theme.line, column, near=y) == pytest.approx(y, abs=0.5)
            seen += 1
    assert seen >= 3


@pytest.mark.parametrize("row", [0, 150, 300])
def test_the_data_points_are_where_they_belong(run: Recording, row: int) -> None:
    """The middle of each dot has the colour of the data, at its place to the pixel."""
    pixels = sgdviz.animate(run).still(row).rgb
    plot = lay_out(Scene(), run).panels[0].plot_area
    for x, y in zip(run.dataset.inputs, run.dataset.y, strict=True):
        column, line = plot.left + (x + 5) / 9 * plot.width, plot.bottom - (y + 10) / 17.295 * plot.height
        dot = pixels[int(line) - 12 : int(line) + 13, int(column) - 12 : int(column) + 13]
        rows, columns = np.nonzero((dot == channels(LIGHT.data)).all(axis=2))
        assert rows.mean() == pytest.approx(12, abs=1)
        assert columns.mean() == pytest.approx(12, abs=1)


def test_grid_lines_have_exactly_their_color(run: Recording) -> None:
    """A grid line has whole pixels of the grid's colour at any scale, and no shades beside it."""
    for scale in (1.0, 1.5, 2.0):
        layout = lay_out(Scene(panels=("fit",), size=(480, 400), scale=scale), run)
        pixels = Renderer(layout).still(Cue(0, 0.1)).rgb
        plot = layout.panels[0].plot_area
        level = np.array([channels(LIGHT.grid)] * 40)
        left = int(plot.left) + 2
        strip = pixels[int(plot.top) - 4 : int(plot.bottom) + 4, left : left + 40]
        rows = (strip == level).all(axis=(1, 2))
        inked = (strip != 255).any(axis=(1, 2))
        lines = np.flatnonzero(np.diff(np.r_[0, rows.astype(int), 0]) == 1)
        assert len(lines) == 3  # at -10, -5 and 5; that at 0 is stronger
        assert rows.sum() == 3 * round(scale)
        for line in lines:
            assert not inked[line - 1]
            assert not inked[line + round(scale)]


def test_a_sample_seen_once_keeps_its_color(tmp_path: Path) -> None:
    """The colour of a mark that is in a single frame is in the palette as well."""
    recorder = sgdviz.Recorder([0, 1, 2], [0, 1, 2], predict=lambda xs: slope * xs)
    for step in range(9):
        slope = step / 9
        recorder.record(slope=slope, loss=1.0, sample=1 if step == 6 else None)
    animation = sgdviz.animate(recorder.recording())
    animation.save(tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as picture:
        picture.seek(6)
        decoded = np.array(picture.convert("RGB"))
    drawn = animation.still(7).rgb
    accent = channels(LIGHT.accent)
    assert (drawn == accent).all(axis=2).sum() > 50
    assert (decoded[(drawn == accent).all(axis=2)] == accent).all()


class BlinkingPanel(Panel):
    """Dots that stay, dots that are new at every row, and labels that move over them."""

    name: ClassVar[str] = "blinking"
    heading: ClassVar[str] = ""
    width: ClassVar[float] = 400.0

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._pen, self._other = self.pen("dots", "#25578c"), self.pen("other", "#d6213f")
        places = np.column_stack([np.arange(80.0, 280.0, 20.0), np.full(10, 150.0)])
        self._staying = self._pen.dots(places, 7.0, edge=self.theme.background, edge_width=2.0)

    def static(self) -> Iterable[Mark]:
        """Return nothing."""
        return ()

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the staying dots between two that move."""
        yield self._other.dots(np.array([[80.0 + row * 15, 145.0]]), 9.0)
        yield self._staying
        yield self._other.dots(np.array([[85.0 + row * 15, 155.0]]), 5.0)

    def labels(self, row: int) -> Iterable[Text]:
        """Return a label in two colours over the dots, and one over it."""
        yield self.label_pen.text(f"row {row}", 90.0 + row * 10, 152.0, 20.0)
        yield self._other.text("over", 100.0, 158.0, 20.0)
        # Away from the dots: a label that comes and goes below one that stays.
        yield self.label_pen.text("below", 20.0 if row % 2 else 105.0, 232.0, 20.0)
        yield self._other.text("above", 100.0, 238.0, 20.0)


@BOTH_THEMES
def test_stamped_marks_are_the_marks(short_run: Recording, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dots that are the same mark at the first and the last row go through a stencil; the picture is the same."""
    stamped: list[Dots] = []
    original = Canvas.stamp

    def counting(self: Canvas, mark: Dots) -> Box:
        stamped.append(mark)
        return original(self, mark)

    monkeypatch.setattr(Canvas, "stamp", counting)
    layout = lay_out(Scene(panels=(BlinkingPanel,), size=(400, 300), theme=theme), short_run)
    frames = [frame.rgb.astype(int) for frame in Renderer(layout).frames([Cue(row, 0.1) for row in range(13)])]
    assert len(stamped) == 13
    assert len(set(stamped)) == 1
    monkeypatch.setattr(Canvas, "stamp", Canvas.draw)
    for row in (0, 5, 12):
        assert np.abs(Renderer(layout).still(Cue(row, 0.1)).rgb - frames[row]).max() <= 2


def test_labels_lie_over_all_marks_and_each_other(short_run: Recording) -> None:
    """A label that stays while another moves below it is over it in every frame, whatever came before."""
    layout = lay_out(Scene(panels=(BlinkingPanel,), size=(400, 300)), short_run)
    cues = [Cue(row, 0.1) for row in (0, 1, 2, 2, 7, 12, 3)]
    renderer = Renderer(layout)
    over = Canvas(400, 300, LIGHT.background)
    boxes = [over.draw(label) for label in layout.panels[0].labels(0) if label.text in ("over", "above")]
    assert len(boxes) == 2
    for cue, frame in zip(cues, renderer.frames(cues), strict=True):
        np.testing.assert_array_equal(frame.rgb, renderer.still(cue).rgb)
        for box in boxes:
            inside = slice(box.top, box.bottom), slice(box.left, box.right)
            np.testing.assert_array_equal(frame.pixels[inside], over.pixels[inside])


class HoldingPanel(Panel):
    """Held lines, some of which change every third row, over marks that every other row adds."""

    name: ClassVar[str] = "holding"
    heading: ClassVar[str] = "Holding"
    width: ClassVar[float] = 400.0

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._added, self._held = self.pen("added", "#25578c"), self.pen("held", "#d6213f")
        self._lines = [
            (self._held.stroke(np.array([[60.0, 120.0 + 9 * third], [340.0, 250.0 - 9 * third]]), 3.0),)
            for third in range(5)
        ]

    def static(self) -> Iterable[Mark]:
        """Return the heading."""
        yield self.header.title(self.header.blank())

    def added(self, first: int, last: int) -> Iterable[Mark]:
        """Return a dot below the held lines for every other row."""
        for row in range(first, last):
            if row % 2:
                yield self._added.dots(np.array([[70.0 + 20 * row, 185.0]]), 12.0)

    def held(self, row: int) -> tuple[Mark, ...]:
        """Return a line, the same for three rows."""
        return self._lines[row // 3]

    def moving(self, row: int) -> Iterable[Mark]:  # noqa: ARG002 - nothing moves
        """Return nothing."""
        return ()


@pytest.mark.parametrize("rows", [range(13), [0, 1, 5, 6, 12], [12, 3, 3, 4, 0]])
def test_held_marks_lie_over_added_ones(short_run: Recording, rows: list[int]) -> None:
    """A mark that is added below a held one does not cover it, and neither leaves traces when the held one changes."""
    layout = lay_out(Scene(panels=(HoldingPanel,), size=(400, 300)), short_run)
    renderer = Renderer(layout)
    cues = [Cue(row, 0.1) for row in rows]
    for cue, frame in zip(cues, renderer.frames(cues), strict=True):
        canvas = Canvas(400, 300, LIGHT.background)
        for mark in bottom_to_top(layers_at(layout, cue.row)):
            canvas.draw(mark)
        np.testing.assert_array_equal(frame.pixels, canvas.pixels)


def test_a_run_that_has_ended_stands_still(run: Recording, short_run: Recording) -> None:
    """The half of a run that has ended does not change any more; the other half does."""
    animation = sgdviz.animate([run, short_run], panels=("fit",), size=(800, 400))
    before, after = animation.still(20).rgb, animation.still(60).rgb
    strip = round(animation.layout.panels[0].area.bottom)
    np.testing.assert_array_equal(before[strip:, 400:], after[strip:, 400:])
    assert (before[strip:, :400] != after[strip:, :400]).any()


@pytest.mark.parametrize("overlay", [False, True])
def test_a_frame_of_a_comparison_alone_is_the_frame_in_sequence(
    run: Recording, short_run: Recording, diverging_run: Recording, *, overlay: bool
) -> None:
    """Every seventh frame of several runs, drawn in sequence, has the pixels of that frame alone."""
    animation = sgdviz.animate([short_run, run, diverging_run], overlay=overlay, size=(600, 460), every=7)
    frames = list(animation.frames())
    renderer = Renderer(animation.layout)
    for number in (0, 1, 2, 20, len(frames) - 1):
        np.testing.assert_array_equal(frames[number].rgb, renderer.still(animation.cues[number]).rgb)


@pytest.mark.parametrize("overlay", [False, True])
def test_any_number_of_processes_draws_the_same_comparison(
    run: Recording, diverging_run: Recording, tmp_path: Path, *, overlay: bool
) -> None:
    """The GIF of several runs has the same bytes from one process and from two, and shows all frames."""
    animation = sgdviz.animate([run, diverging_run], labels=("good", "bad"), overlay=overlay, size=(400, 360))
    animation.save(tmp_path / "a.gif", workers=1)
    animation.save(tmp_path / "b.gif", workers=2)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
    with Image.open(tmp_path / "a.gif") as picture:
        assert (picture.n_frames, picture.size) == (301, (400, 360))  # type: ignore[attr-defined] # GIF has it


def test_a_comparison_fits_a_size_and_gives_a_still(run: Recording, short_run: Recording, tmp_path: Path) -> None:
    """Several runs can be fitted into a size and give stills as one run does, but have no recording to keep."""
    animation = sgdviz.animate([short_run, run], size=(400, 360))
    (output,) = animation.save(tmp_path / "a.gif", max_size=80_000)
    assert 0 < output.bytes <= 80_000
    animation.save(tmp_path / "a.png", at=40)
    with Image.open(tmp_path / "a.png") as picture:
        np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), animation.still(40).rgb)
    with pytest.raises(InputError, match="record keeps one run, and 2 are compared"):
        animation.save(tmp_path / "b.gif", record=tmp_path / "b.npz")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gif", "a.png"]
