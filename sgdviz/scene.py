"""A scene: which panels, where, in which colours and at what size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.captions import Caption, lay_caption
from sgdviz.checks import positive, whole
from sgdviz.errors import InputError, UnknownNameError
from sgdviz.marks import Rect
from sgdviz.panels import find_panel
from sgdviz.panels.base import PanelSettings
from sgdviz.theme import THEMES, Theme, find_theme

if TYPE_CHECKING:
    from sgdviz.panels.base import Panel
    from sgdviz.recording import Recording

REFERENCE_HEIGHT = 400.0
"""The height for which the sizes of type and marks are given; panels say their own reference width."""

SHRINK = 0.7
"""Type and marks shrink by this power of a smaller scene's size, so that a small picture can still be read."""

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
    panel, and `caption` under all of them, in at most four lines. `loss_scale` is "log" or "linear". `transparent`
    leaves out the background: a PNG gets an alpha channel; a GIF, where a pixel is there or not, gets edges that suit
    the theme's background. Raises `InputError`.
    """

    panels: tuple[str, ...] = ("fit", "loss")
    theme: str | Theme = "light"
    size: tuple[int, int] = (800, 400)
    scale: float = 1.0
    title: str | None = None
    loss_scale: str = "log"
    caption: str | None = None
    transparent: bool = False

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
        for name in self.panels:
            find_panel(name)
        theme = find_theme(self.theme)
        if self.theme not in THEMES:
            object.__setattr__(self, "theme", theme)  # a file is read once, and here
        if not isinstance(self.transparent, bool):
            raise InputError(f"transparent is {self.transparent!r}; give True or False")
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
    def laid_caption(self) -> Caption:
        """The caption's lines in their places; the panels have the height that it leaves."""
        return lay_caption(self.caption or "", find_theme(self.theme), self.unit, *self.pixels)

    def lay_out(self, recording: Recording) -> list[Panel]:
        """Return the panels, made for `recording` and placed from left to right, in pixels of the picture."""
        kinds = [find_panel(name) for name in self.panels]
        width, height = self.pixels[0], max(self.pixels[1] - self.laid_caption.height, 1.0)
        reference = sum(kind.share for kind in kinds)
        panels = []
        left = 0.0
        for index, kind in enumerate(kinds):
            right = left + width * kind.share / reference
            title = self.title if index == 0 else None
            settings = PanelSettings(
                find_theme(self.theme), Rect(left, 0, right, height), self.unit, title, self.loss_scale
            )
            panels.append(kind(recording, settings))
            left = right
        return panels
