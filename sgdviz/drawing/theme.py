"""Themes: the colours of a scene."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from math import log
from typing import TYPE_CHECKING, Literal, get_args

from sgdviz.checks import positive, shown, text
from sgdviz.drawing.colors import channels, contrast, from_channels, is_color, mix, readable, share_for
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

Dash = Literal["solid", "dashed", "dotted"]
"""The kinds of lines."""

COLOR_LISTS = ("trail", "runs")
"""The entries of a theme that have more than one colour."""

TRAIL, FIRST_OF_TRAIL, LAST_OF_TRAIL = 5, 0.68, 0.3
"""The shades of a trail made from the line's colour, and the powers of its contrast in the latest and in the oldest."""

PALEST_OF_TRAIL = 1.62
"""The contrast of the oldest, where the line has enough for the others to fade down to it."""

PALE = 1.28
"""The contrast to the background of the deepest areas on which marks and words stand: bands, squares, triangles."""

MOST_CONTRAST = 21.0
"""The contrast of black and white."""

VALLEY, LEAST_VALLEY = 1.7, 1.2
"""The same of the lowest costs in a landscape: the most, and the least under paths that have little contrast."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a scene, each as ``#rrggbb``, and the contrasts that its words and marks have.

    The background on which the contrasts are computed is the theme's own, also while it is moved to another one. Raises
    `InputError`.
    """

    name: str
    background: str
    ink: str
    """Headings."""
    muted: str
    """Labels and explanations."""
    grid: str
    axis: str
    """The lines through zero."""
    line: str
    """The prediction, and its cost."""
    data: str
    sample: str
    """The losses of single samples."""
    accent: str
    """The sample in hand."""
    trail: tuple[str, ...]
    """Earlier predictions, latest first."""
    runs: tuple[str, ...] = ("#25578c", "#d6213f", "#0b9173", "#a740ff", "#740000", "#570942")
    """The runs of an overlaid comparison."""
    dashes: tuple[Dash, ...] = ("solid",)
    """The lines of these runs, in turn: solid, dashed or dotted."""
    text_contrast: float = 4.5
    """The least contrast of words to the ground they stand on."""
    mark_contrast: float = 3.0
    """The least contrast of marks that carry meaning to the background."""
    dark: Theme | None = None
    """The theme for readers of dark pages, where a format lets the reader's page choose."""
    paper: str = field(default="", compare=False, repr=False)
    """The theme's own background, where it has been moved to another one."""

    def __post_init__(self) -> None:
        text("name of the theme", self.name)
        for name in COLOR_NAMES:
            value = getattr(self, name)
            if name in COLOR_LISTS and not (isinstance(value, tuple) and value):
                raise InputError(f"theme {self.name!r} has {name} {shown(value)}; give a list of at least one colour")
            for color in value if name in COLOR_LISTS else (value,):
                if not is_color(color):
                    raise InputError(f"theme {self.name!r} has {name} {shown(color)}; write colours as in '#d6213f'")
        if not (isinstance(self.dashes, tuple) and self.dashes and all(dash in get_args(Dash) for dash in self.dashes)):
            known = ", ".join(get_args(Dash))
            raise InputError(f"theme {self.name!r} has dashes {shown(self.dashes)}; give a list of: {known}")
        if not (self.dark is None or isinstance(self.dark, Theme)):
            raise InputError(f"theme {self.name!r} has dark {shown(self.dark)}; give a Theme, such as sgdviz.DARK")
        for name in ("text_contrast", "mark_contrast"):
            least = positive(f"{name} of theme {self.name!r}", getattr(self, name))
            if least > MOST_CONTRAST:
                raise InputError(f"{name} of theme {self.name!r} is {least:g}; no two colours have more than 21")

    @property
    def accent_ink(self) -> str:
        """The accent for words."""
        return self.words(self.accent)

    @property
    def negative_dash(self) -> Dash:
        """The lines of negative weights: dashed in themes that do not leave it to colour to tell lines apart."""
        return "solid" if {*self.dashes} == {"solid"} else "dashed"

    @property
    def outline(self) -> str:
        """The quietest colour of boxes, neurons and guides, which can be seen on a tint as well."""
        return mix(self.muted, self.background, self.share(self.muted, self.mark_contrast * PALE))

    def valley(self, paths: Iterable[str], least: float | None = None) -> float:
        """Return the contrast to the background of the lowest costs in a landscape with `paths` of these colours.

        On them the paths have the contrast `least`, by default that of marks.
        """
        weakest = min(contrast(color, self.paper or self.background) for color in paths)
        return max(min(VALLEY, weakest / (least or self.mark_contrast) / 1.03), LEAST_VALLEY)

    def words(self, color: str, *, over: str | None = None, depth: float = PALE) -> str:
        """Return `color` for words: with as much ink as they need on the background.

        Or as much as on a tint of the colour `over`, which has the contrast `depth` to the background.
        """
        paper = self.paper or self.background
        ground = paper if over is None else mix(over, paper, self.share(over, depth))  # also while the theme is moved
        return readable(color, self.ink, ground, self.text_contrast)

    def tint(self, color: str) -> str:
        """Return the shade of `color` for an area on which marks stand."""
        return mix(color, self.background, self.share(color, PALE))

    def quiet(self, color: str) -> str:
        """Return the palest shade of `color` in which a mark that carries meaning can be seen."""
        return mix(color, self.background, self.share(color, self.mark_contrast))

    def bar(self, color: str) -> str:
        """Return the palest shade of `color` for bars, which have the contrast of words."""
        return mix(color, self.background, self.share(color, self.text_contrast))

    def faded(self, color: str, power: float) -> str:
        """Return a paler shade of `color`, whose contrast to the background is a `power`, 0 to 1, of the full one."""
        full = contrast(color, self.paper or self.background)
        return mix(color, self.background, self.share(color, full**power))

    def share(self, color: str, least: float) -> float:
        """Return the smallest share of `color` whose mixture with the background has the `least` contrast to it."""
        return share_for(color, self.paper or self.background, least)

    def with_trail(self) -> Theme:
        """Return the theme with a trail of its line's colour: five shades from two thirds of its contrast down."""
        full = log(max(contrast(self.line, self.background), 1.01))
        last = min(max(LAST_OF_TRAIL, log(PALEST_OF_TRAIL) / full), 0.9 * FIRST_OF_TRAIL)
        fall = (FIRST_OF_TRAIL - last) / (TRAIL - 1)
        return replace(
            self, trail=tuple(self.faded(self.line, FIRST_OF_TRAIL - fall * number) for number in range(TRAIL))
        )

    def over(self, background: str) -> Theme:
        """Return the theme on another background, with grid, axes and trail at the same contrast."""

        def blended(color: str, strong: str) -> str:
            """Return `color`, a mixture of `strong` and the old background, as that of `strong` and the new one."""
            old, full, pale = map(channels, (self.background, strong, color))
            distance = sum((f - o) ** 2 for f, o in zip(full, old, strict=True)) or 1
            share = sum((p - o) * (f - o) for p, o, f in zip(pale, old, full, strict=True)) / distance
            # The rest of the colour must lie within the range of a channel, so the background has at most this share.
            limits = [(255 - p) / (255 - o) for p, o in zip(pale, old, strict=True) if o < 255]
            limits += [p / o for p, o in zip(pale, old, strict=True) if o > 0]
            rest = max(min(1 - share, *limits, 1.0), 0.0)
            pairs = zip(pale, old, channels(background), strict=True)
            return from_channels(p + rest * (new - o) for p, o, new in pairs)

        trail = tuple(blended(color, self.line) for color in self.trail)
        grid, axis = blended(self.grid, self.ink), blended(self.axis, self.ink)
        paper = self.paper or self.background
        return replace(self, background=background, grid=grid, axis=axis, trail=trail, paper=paper)


SETTINGS = ("dashes", "text_contrast", "mark_contrast")
"""The entries of a theme that are no colours."""

COLOR_NAMES = tuple(entry.name for entry in fields(Theme) if entry.name not in ("name", "dark", "paper", *SETTINGS))
"""The entries of a theme that are colours."""


LIGHT = Theme(
    name="light",
    background="#ffffff",
    ink="#17212b",
    muted="#66717e",
    grid="#e9edf1",
    axis="#b4bec8",
    line="#d2224a",
    data="#1c4177",
    sample="#5b80c0",
    accent="#bd6c04",
    trail=("#e26f89", "#e58198", "#e995a8", "#eda9b8", "#f1bac7"),
)

DARK = Theme(
    name="dark",
    background="#11161c",
    ink="#f1f4f7",
    muted="#98a3af",
    grid="#232a33",
    axis="#55606c",
    line="#ff5c61",
    data="#8cc2f7",
    sample="#557ba5",
    accent="#ffc857",
    trail=("#b5464c", "#a04045", "#8d3a40", "#7a353a", "#642e34"),
    runs=("#8cc2f7", "#ff5c61", "#0e8f00", "#9168f5", "#ffc857", "#b87aa3"),
)

AUTO = replace(LIGHT, name="auto", dark=DARK)
"""Light or dark, as the reader's page is."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, AUTO)}
