"""A scene: which panels, where, in which colours and at what size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sgdviz.captions import Lines, lay_caption, lay_title
from sgdviz.checks import flag, positive, whole
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.grid import LEGEND, REFERENCE_HEIGHT, STRIP, Grid, best_grid, comfortable_size
from sgdviz.marks import Rect
from sgdviz.panels import find_panel
from sgdviz.panels.base import GUTTER, MARGIN, PanelSettings
from sgdviz.panels.strip import Strip
from sgdviz.recording import Recording
from sgdviz.recording.comparison import Comparison, leader_of
from sgdviz.theme import SIZES, THEMES, Theme, find_theme
from sgdviz.typesetting import face

if TYPE_CHECKING:
    from sgdviz.panels.base import Panel

SHRINK = 0.7
"""Type and marks shrink by this power of a smaller scene's size, so that a small picture can still be read."""

COMPARED_SHRINK = 0.4
"""The same where several runs stand in one scene: their cells are smaller, and what is seen is no larger."""

LONG_STEP = "step 1000  pass 100"
"""A title that leaves room for this beside it fits over the first panel for certain."""

LEAST_PLOT = (80.0, 45.0)
"""Reference pixels that a plot of a comparison must have each way for its labels not to run into each other."""

MOST_PIXELS = 65535
"""The longest side of a picture: the largest that GIF can name."""

MOST_AREA = 100_000_000
"""The most pixels in a picture: more would take gigabytes of memory while drawing."""

LOSS_SCALES = ("log", "linear")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture shows.

    `panels` stand side by side. `theme` is a name, a TOML file (see `theme.read_theme`) or a `Theme`. `size` is
    (width, height) in pixels, and `scale` multiplies it without changing the layout. `title` stands over the first
    panel, or where it is too long for that over all of them in at most two lines, and `caption` under them in at most
    four. `loss_scale` is "log" or "linear". `transparent` leaves out the background: a PNG gets an alpha channel; a
    GIF, where a pixel is there or not, gets edges that suit the theme's background. Several runs have the panels once
    each, in a grid, or all in the same panels with `overlay`. Raises `InputError`.
    """

    panels: tuple[str, ...] = ("fit", "loss")
    theme: str | Theme = "light"
    size: tuple[int, int] = (800, 400)
    scale: float = 1.0
    title: str | None = None
    loss_scale: str = "log"
    caption: str | None = None
    transparent: bool = False
    overlay: bool = False

    def __post_init__(self) -> None:
        if not (isinstance(self.size, tuple | list) and len(self.size) == 2):
            raise InputError(f"size is {self.size!r}; give (width, height) in pixels, as in (800, 400)")
        if self.title is not None:
            object.__setattr__(self, "title", " ".join(str(self.title).split()))
        if self.caption is not None:
            object.__setattr__(self, "caption", " ".join(str(self.caption).split()))
        if isinstance(self.panels, str):
            raise InputError(f"panels is {self.panels!r}; give a tuple of names, as in ('fit', 'loss')")
        if not self.panels:
            raise InputError("no panels were given; give at least one, such as 'fit'")
        flag("overlay", self.overlay)
        for name in self.panels:
            find_panel(name, overlaid=self.overlay)
        theme = find_theme(self.theme)
        if self.theme not in THEMES:
            object.__setattr__(self, "theme", theme)  # a file is read once, and here
        flag("transparent", self.transparent)
        if self.loss_scale not in LOSS_SCALES:
            raise UnknownNameError("loss scale", str(self.loss_scale), LOSS_SCALES)
        self._check_pixels()

    def _check_pixels(self) -> None:
        for side in self.size:
            whole("size", side, least=1)
        positive("scale", self.scale)
        width, height = self.pixels
        if not (1 <= width <= MOST_PIXELS and 1 <= height <= MOST_PIXELS and width * height <= MOST_AREA):
            limits = f"at most {MOST_PIXELS} a side and {MOST_AREA // 1_000_000} million in all"
            raise InputError(f"the picture would be {width}x{height} pixels; give a size of at least 1x1, {limits}")

    @property
    def pixels(self) -> tuple[int, int]:
        """The width and height of the picture in pixels."""
        return round(self.size[0] * self.scale), round(self.size[1] * self.scale)

    @property
    def unit(self) -> float:
        """How many pixels of the picture a reference pixel is."""
        width, height = self.size
        room = min(width / sum(find_panel(name).share for name in self.panels), height / REFERENCE_HEIGHT)
        return self.scale * (room if room > 1 else room**SHRINK)

    @property
    def _strip(self) -> float:
        """How high what stands once for all runs is, in reference pixels."""
        return STRIP + LEGEND * self.overlay

    def laid_title(self, recording: Recording | Comparison) -> Lines:
        """Return the title's lines where it has no room beside the step over the first panel, or in the strip over all.

        The panels begin below them. There are none where it has.
        """
        above = self.title if self.title and not self._has_room(recording) else ""
        return lay_title(above, find_theme(self.theme), self._unit_of(recording), self.pixels[0])

    def _has_room(self, recording: Recording | Comparison) -> bool:
        """Return whether the title can stand beside the step."""
        width, unit = float(self.pixels[0]), self._unit_of(recording)
        kind = find_panel(self.panels[0])
        if isinstance(recording, Recording):
            width *= kind.share / sum(find_panel(name).share for name in self.panels)
        room = width - (MARGIN.left + MARGIN.right + GUTTER) * unit
        room -= face(SIZES.status * unit).width(LONG_STEP, tabular=True)
        if face(SIZES.heading * unit, bold=True).width(self.title or "") <= room:
            return True  # without a panel, which takes its time
        if isinstance(recording, Comparison):
            return False
        area = Rect(0.0, 0.0, width, self.pixels[1])
        return kind(recording, PanelSettings(find_theme(self.theme), area, unit, self.title)).title_fits()

    def laid_caption(self, recording: Recording | Comparison) -> Lines:
        """Return the caption's lines in their places; the panels have the height that it leaves."""
        return lay_caption(self.caption or "", find_theme(self.theme), self._unit_of(recording), *self.pixels)

    def lay_out(self, recording: Recording | Comparison) -> list[Panel]:
        """Return the panels, made for `recording` and placed from left to right, in pixels of the picture.

        Those of a comparison go run by run, after a strip that stands over all of them. Raises `InputError`.
        """
        title, theme = self.laid_title(recording), find_theme(self.theme)
        bottom = max(self.pixels[1] - self.laid_caption(recording).height, 1.0)
        area = Rect(0.0, min(title.height, bottom - 1), self.pixels[0], bottom)
        own = None if title.marks else self.title
        if isinstance(recording, Comparison):
            return self._compared(recording, PanelSettings(theme, area, 1.0, own, self.loss_scale, recording))
        if self.overlay:
            raise InputError("one run cannot be overlaid; give several recordings, or leave overlay out")
        return self._side_by_side(recording, PanelSettings(theme, area, self.unit, own, self.loss_scale))

    def _unit_of(self, recording: Recording | Comparison) -> float:
        """Return the size of a reference pixel where the panels have the whole picture to themselves."""
        if isinstance(recording, Recording):
            return self.unit
        room = self._grid(recording, self.pixels[1]).room
        return self.scale * (room if room > 1 else room**COMPARED_SHRINK)

    def _grid(self, comparison: Comparison, height: float) -> Grid:
        """Return the grid of the runs where the panels have `height` pixels."""
        share = sum(find_panel(name).share for name in self.panels)
        runs = 1 if self.overlay else len(comparison)
        return best_grid(runs, share, self.pixels[0] / self.scale, height / self.scale, self._strip)

    def _side_by_side(self, recording: Recording, settings: PanelSettings) -> list[Panel]:
        """Return the panels of one run, side by side in the area of `settings`; its title goes to the first."""
        kinds = [find_panel(name, overlaid=self.overlay) for name in self.panels]
        _, top, _, bottom = settings.area
        reference = sum(kind.share for kind in kinds)
        panels = []
        speaker = next((index for index, kind in enumerate(kinds) if kind.says_ending), 0)
        left = settings.area.left
        for index, kind in enumerate(kinds):
            right = left + settings.area.width * kind.share / reference
            own = replace(settings, area=Rect(left, top, right, bottom), says_step=index == speaker)
            panels.append(kind(recording, own if index == 0 else replace(own, title=None)))
            left = right
        return panels

    def _compared(self, comparison: Comparison, settings: PanelSettings) -> list[Panel]:
        """Return the strip, and below it the panels of each run in a grid, or those that show all runs at once."""
        left, top, right, bottom = settings.area
        runs = (comparison.leader,) if self.overlay else comparison.recordings
        grid, unit = self._grid(comparison, settings.area.height), self._unit_of(comparison)
        middle = round(top + min(self._strip * unit, settings.area.height / 2))
        across, down = settings.area.width / grid.columns, (bottom - middle) / grid.rows
        settings = replace(settings, unit=unit, area=Rect(left, top, right, middle))
        silent = not self.overlay and not any(find_panel(name).says_ending for name in self.panels)
        strip = Strip(comparison.leader, settings, legend=self.overlay, endings=silent)
        cells = []
        for number, run in enumerate(runs):
            row, column = divmod(number, grid.columns)
            area = Rect(column * across, middle + row * down, (column + 1) * across, middle + (row + 1) * down)
            title = None if self.overlay else comparison.labels[number]
            cells.append(self._side_by_side(run, replace(settings, area=area, title=title)))
        heads = [cell[0] for cell in cells]
        plot = heads[0].plot_area
        if plot.width < LEAST_PLOT[0] * unit or plot.height < LEAST_PLOT[1] * unit:
            own, (wide, high) = "x".join(map(str, self.size)), comfortable(self, len(comparison)).size
            what = f"a picture of {own} is too small for {len(comparison)} runs with {', '.join(self.panels)}"
            raise InputError(f"{what}; give it {wide}x{high} or so")
        if not (self.overlay or all(head.title_fits() for head in heads)):
            for head, label in zip(heads, comparison.short_labels[1], strict=True):  # all alike, all short
                head.title = label
        return [strip, *(panel for cell in cells for panel in cell)]


def fitting_panels(recording: Recording | Comparison, *, overlay: bool = False) -> tuple[str, ...]:
    """Return the panels that show such a run best: its line, its boundary, or what it predicts; and its loss."""
    run = leader_of(recording)
    features = run.dataset.x.shape[1]
    if features == 1:
        return Scene().panels
    if overlay:
        return ("loss",)
    return ("boundary" if features == 2 and run.cost_kind == "cross-entropy" else "predictions", "loss")


def comfortable(scene: Scene, runs: int) -> Scene:
    """Return `scene` in a size at which `runs` runs in it can be read; one run leaves it as it is."""
    if runs == 1:
        return scene
    shares = tuple(find_panel(name).share for name in scene.panels)
    return replace(scene, size=comfortable_size(runs, shares, overlay=scene.overlay))
