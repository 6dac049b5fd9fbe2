"""The Scene settings: which panels, in which colours and at what size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgdviz.checks import flag, one_of, positive, shown, whole
from sgdviz.checks import text as checked_text
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.settings import LOSS_SCALES
from sgdviz.drawing.theme import LIGHT, Theme
from sgdviz.drawing.words import ENGLISH, Words
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from sgdviz.drawing.panels import PanelName
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import LossScale

MOST_PIXELS = 65535
"""The longest side of a picture: the largest that GIF can hold."""

MOST_AREA = 100_000_000
"""The most pixels in a picture: more would take gigabytes of memory while drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Settings of a picture.

    `panels` stand side by side: names, or panel classes of one's own. `size` is (width, height) in pixels, and `scale`
    multiplies it without changing the layout. `title` stands over the first panel, or, where it is too long for that,
    over all of them in at most two lines; `caption` stands under them in at most four. `loss_scale` is "log" or
    "linear"; with losses below zero the axis is linear. `transparent` leaves out the background: a PNG gets an alpha
    channel; a GIF, whose pixels are opaque or not, gets edges that suit the theme's background, and an SVG keeps the
    halos of its dots in that colour. `card` puts a card of the theme's background behind such a picture. Several runs
    have the panels once each, in a grid, or all in the same panels with `overlay`. `squares` draws the square of each
    residual in the fit, and one of their mean area. `words` are those that the program itself draws. Raises
    `InputError`.
    """

    panels: tuple[PanelName | type[Panel], ...] = ("fit", "loss")
    theme: Theme = LIGHT
    size: tuple[int, int] = (800, 400)
    scale: float = 1.0
    title: str | None = None
    loss_scale: LossScale = "log"
    caption: str | None = None
    transparent: bool = False
    card: bool = False
    overlay: bool = False
    squares: bool = False
    words: Words = ENGLISH

    def __post_init__(self) -> None:
        if not (isinstance(self.size, tuple | list) and len(self.size) == 2):
            raise InputError(f"size is {shown(self.size)}; give (width, height) in pixels, as in (800, 400)")
        for name in ("title", "caption"):
            text = getattr(self, name)
            if text is not None:
                object.__setattr__(self, name, " ".join(checked_text(name, _written(text)).split()))
        if not isinstance(self.panels, tuple | list):
            raise InputError(f"panels is {shown(self.panels)}; give a tuple of names, as in ('fit', 'loss')")
        if not self.panels:
            raise InputError("no panels were given; give at least one, such as 'fit'")
        flag("overlay", self.overlay)
        flag("squares", self.squares)
        if self.squares and (self.overlay or "fit" not in self.panels):
            raise InputError("squares are drawn in the fit panel of one run; show that, or leave squares out")
        for panel in self.panels:
            find_panel(panel, overlaid=self.overlay)
        object.__setattr__(self, "panels", tuple(self.panels))
        self._check_theme_and_words()
        self._check_background()
        one_of("loss scale", self.loss_scale, LOSS_SCALES)
        self._check_pixels()

    def _check_theme_and_words(self) -> None:
        if not isinstance(self.theme, Theme):
            raise InputError(f"theme is {shown(self.theme)}; give a Theme, such as sgdviz.DARK")
        if not isinstance(self.words, Words):
            raise InputError(f"words is {shown(self.words)}; give Words, such as sgdviz.Words()")

    def _check_background(self) -> None:
        flag("transparent", self.transparent)
        flag("card", self.card)
        if self.card and not self.transparent:
            what = "a card stands behind a picture without a background"
            raise InputError(f"{what}; make the picture transparent as well, or leave card out")

    def _check_pixels(self) -> None:
        object.__setattr__(self, "size", tuple(whole("size", side, least=1) for side in self.size))
        positive("scale", self.scale, most=MOST_PIXELS)
        width, height = self.pixel_size
        if not (1 <= width <= MOST_PIXELS and 1 <= height <= MOST_PIXELS and width * height <= MOST_AREA):
            limits = f"at most {MOST_PIXELS} a side and {MOST_AREA // 1_000_000} million in all"
            raise InputError(f"the picture would be {width}x{height} pixels; give a size of at least 1x1, {limits}")

    @property
    def pixel_size(self) -> tuple[int, int]:
        """The width and height of the picture in pixels, with the scale."""
        return round(self.size[0] * self.scale), round(self.size[1] * self.scale)


def _written(value: object) -> object:
    """Return a number as text, so that a year can be a title; another value as it is."""
    return shown(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
