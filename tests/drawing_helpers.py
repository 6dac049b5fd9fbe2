"""Helpers of the drawing tests: runs and panels by name, the marks of a panel, pixels of marks, measures of colours."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import sgdviz
from sgdviz import DARK, LIGHT, MLP, SGD, Dataset, Line, Momentum, Nesterov, Neuron, Proportion, Recorder
from sgdviz.drawing.agg.canvas import Canvas
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Dots, Rect, Stroke, Text
from sgdviz.drawing.panels import find_panel
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.drawing.plot.plot import Plot
from sgdviz.drawing.theme_file import THEME_NAMES, find_theme
from sgdviz.jobs import find_lesson
from sgdviz.jobs.demonstrations import derivative
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sgdviz import Recording, Theme
    from sgdviz.drawing.agg.frame import Box
    from sgdviz.drawing.marks import Mark
    from sgdviz.drawing.panels import PanelName
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.plot.axis import Axis

AREA, WIDE_AREA = Rect(0, 0, 480, 400), Rect(0, 0, 800, 400)

OWN_THEMES = tuple(name for name in THEME_NAMES if name != "auto")
"""The themes that have colours of their own: "auto" is light or dark."""

ALL_THEMES = pytest.mark.parametrize("theme", [*map(find_theme, OWN_THEMES)], ids=lambda theme: theme.name)

BOTH_THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def settings(**changes: Any) -> PanelSettings:
    """Return the settings of one light panel of 480 by 400 pixels."""
    return replace(PanelSettings(theme=LIGHT, area=AREA), **changes)


@cache
def run_for(name: PanelName) -> Recording:
    """Return a short run that the panel `name` can draw."""
    rng = np.random.default_rng(0)
    if name == "boundary":
        x = rng.normal(size=(40, 2))
        return sgdviz.fit(MLP(2, (3,), task="classes"), Dataset(x, (x[:, 0] > 0).astype(float)), SGD(0.3), passes=2)
    if name == "network":
        return sgdviz.fit(MLP(1, (3,)), sgdviz.data.sine(12), SGD(0.1), passes=3)
    if name == "lens":
        return derivative("m")
    if name == "cost":
        data = Dataset(np.array([1.0, 2.0, 4.0]), np.array([2.0, 4.0, 8.0]))
        return sgdviz.fit(Proportion(), data, SGD(0.01), passes=10, start={"Y": 0.5})
    if name == "predictions":
        x = rng.normal(size=(12, 3))
        return sgdviz.fit(Neuron(3), Dataset(x, x @ [1.0, 2.0, 3.0]), SGD(0.05), passes=4)
    return find_lesson("line").record(passes=8)


TOLD_KINDS = pytest.mark.parametrize("kind", ["sgd", "momentum", "nesterov", "batch", "full", "own"])
"""The kinds of `told_run`."""


@cache
def told_run(kind: str) -> Recording:
    """Return eight passes of a line over the post's data, whose steps are caused in the way of `kind`."""
    data = sgdviz.data.post()
    ways: dict[str, tuple[Any, int | None]] = {
        "sgd": (SGD(0.01), 1), "momentum": (Momentum(0.01, 0.9), 1), "nesterov": (Nesterov(0.01, 0.9), 1),
        "batch": (SGD(0.05), 2), "full": (SGD(0.05), None),
    }  # fmt: skip
    if kind in ways:
        optimizer, size = ways[kind]
        return sgdviz.fit(Line(), data, optimizer, passes=8, batch_size=size)
    state = {"m": 0.8, "b": 0.7}  # a loop of one's own: its gradients are not recorded
    recorder = Recorder(data.inputs, data.y, predict=lambda x: state["m"] * x + state["b"])
    recorder.record(m=state["m"], b=state["b"])
    for number in range(12):
        sample = number % 6
        error = state["m"] * data.inputs[sample] + state["b"] - data.y[sample]
        state["m"] -= 0.01 * error * data.inputs[sample]
        state["b"] -= 0.01 * error
        recorder.record(m=state["m"], b=state["b"], loss=error, sample=sample, pass_index=1 + number // 6)
    return recorder.recording()


def samples_of(kind: str, row: int) -> list[int]:
    """Return the samples that caused the step of `told_run` to `row`, in the order of the data."""
    return {"batch": [2 * ((row - 1) % 3), 2 * ((row - 1) % 3) + 1], "full": list(range(6))}.get(kind, [(row - 1) % 6])


def panel_of(name: PanelName, run: Recording | None = None, **changes: Any) -> Panel:
    """Return the panel `name`, for its own short run unless another is given; `changes` are those of its settings."""
    if name == "lens":
        changes = {"area": WIDE_AREA, **changes}
    return find_panel(name)(run or run_for(name), settings(**changes))


def unlike_runs(name: PanelName) -> list[Recording]:
    """Return two runs for the panel `name` that alone would have different axes."""
    if name == "cost":
        houses = sgdviz.data.houses()
        return [sgdviz.fit(Proportion(), houses, SGD(1.5e-8), passes=4, start={"Y": start}) for start in (20, 500)]
    if name == "lens":
        return [derivative("m", b=-9.0), derivative("b", b=9.0)]
    if name == "boundary":
        moons, net = sgdviz.data.two_moons(20), MLP(2, (3,), task="classes")
        return [sgdviz.fit(net, data, SGD(0.1), passes=2) for data in (moons, Dataset(moons.x + 1, moons.y))]
    return [
        sgdviz.fit(Line(), sgdviz.data.post(), SGD(size), passes=passes, start={"m": start, "b": start})
        for size, passes, start in ((0.0005, 5, -9), (0.02, 20, 9))
    ]


def panels_of_runs(recordings: Sequence[Recording], name: PanelName) -> list[Panel]:
    """Return the panel `name` of each of `recordings`, compared side by side."""
    labels = tuple("abcdef"[: len(recordings)])
    scene = sgdviz.Scene(panels=(name,), size=(1400 if name == "lens" else 1200, 500))
    return list(lay_out(scene, Comparison(tuple(recordings), labels)).panels[1:])


def axes_of_runs(recordings: Sequence[Recording], name: PanelName) -> list[tuple[Axis, Axis]]:
    """Return both axes of the panel `name` of each of `recordings`, compared side by side."""
    return [axes_of(panel) for panel in panels_of_runs(recordings, name)]


def plot_of(panel: Panel) -> Plot:
    """Return the plot of a panel that has one."""
    plot = vars(panel)["_plot"]
    assert isinstance(plot, Plot)
    return plot


def axes_of(panel: Panel) -> tuple[Axis, Axis]:
    """Return both axes of a panel."""
    plot = plot_of(panel)
    return plot.x, plot.y


def plotted(panel: Panel, x: float, y: float, limits: tuple[float, float, float, float]) -> tuple[float, float]:
    """Return the pixels of (x, y) between the `limits` of the axes, computed without the code under test."""
    area = panel.plot_area
    low_x, high_x, low_y, high_y = limits
    return (
        area.left + (x - low_x) / (high_x - low_x) * area.width,
        area.bottom - (y - low_y) / (high_y - low_y) * area.height,
    )


def all_marks(panel: Panel) -> Iterator[Mark]:
    """Yield the marks of all layers of `panel` at all rows."""
    yield from panel.static()
    yield from panel.added(0, panel.shown_rows)
    for row in range(panel.shown_rows):
        yield from panel.held(row)
        yield from panel.moving(row)
        yield from panel.labels(row)


def strokes(marks: Iterable[Mark], color: str | None = None) -> list[Stroke]:
    """Return the strokes among `marks`, of one colour or of any."""
    return [mark for mark in marks if isinstance(mark, Stroke) and color in (None, mark.color)]


def dots(marks: Iterable[Mark], fill: str) -> Dots:
    """Return the only dots among `marks` that are filled with `fill`."""
    (found,) = [mark for mark in marks if isinstance(mark, Dots) and mark.fill == fill]
    return found


def text_marks(marks: Iterable[Mark]) -> list[Text]:
    """Return the texts among `marks`."""
    return [mark for mark in marks if isinstance(mark, Text)]


def texts(marks: Iterable[Mark]) -> list[str]:
    """Return the characters of the texts among `marks`."""
    return [mark.text for mark in text_marks(marks)]


def picture_of(*marks: Mark, size: tuple[int, int] = (60, 40), ground: str = "#ffffff") -> np.ndarray:
    """Return the (H, W, 3) channels of a canvas of `size` (width, height) after drawing `marks`."""
    canvas = Canvas(*size, ground)
    for mark in marks:
        canvas.draw(mark)
    return canvas.pixels[..., :3].astype(int)


def box_of(mark: Mark, size: tuple[int, int]) -> Box:
    """Return the box that `mark` touches on a canvas of `size` (width, height)."""
    return Canvas(*size, "#ffffff").draw(mark)


def linear(color: str) -> np.ndarray:
    """Return the (3,) light of a ``#rrggbb`` colour. Source: IEC 61966-2-1."""
    shares = np.array([int(color[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    bright, dim = sorted((float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lab(light: np.ndarray) -> np.ndarray:
    """Return linear RGB as CIELAB under D65. Source: CIE 15:2004."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.clip(np.array(to_xyz) @ np.clip(light, 0, 1) / [0.9505, 1, 1.089], 0, None)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Linear RGB as each colour-blind eye sees it. Source: Machado, Oliveira and Fernandes, 2009, severity 1.0."""


def differences(colors: Sequence[str]) -> list[float]:
    """Return the least CIEDE2000 difference of any two of `colors`, for normal sight and for each deficiency."""
    eyes = [np.eye(3), *map(np.array, DEFICIENCIES.values())]
    seen = [[lab(eye @ linear(color)) for color in colors] for eye in eyes]
    return [min(ciede2000(one, other) for one, other in combinations(own, 2)) for own in seen]


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """Return the difference of two CIELAB colours; 1 is just noticeable. Source: Sharma, Wu and Dalal, 2005."""
    mean = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25.0**7)))
    (l1, c1, h1), (l2, c2, h2) = (
        (light, np.hypot(a * stretch, b), np.degrees(np.arctan2(b, a * stretch)) % 360) for light, a, b in (one, other)
    )
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    wave = (
        1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6) - 0.2 * cosine(4 * hue - 63)
    )
    light, chroma = (l1 + l2) / 2 - 50, (c1 + c2) / 2
    by_light = (l2 - l1) / (1 + 0.015 * light**2 / np.sqrt(20 + light**2))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * wave)
    twist = (
        -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    )
    return float(np.sqrt(by_light**2 + by_chroma**2 + by_hue**2 + twist * by_chroma * by_hue))


def cosine(degrees: float) -> float:
    """Return the cosine of an angle in degrees."""
    return float(np.cos(np.radians(degrees)))


def is_faded(colors: Sequence[str], theme: Theme) -> bool:
    """Return whether each of `colors` has less contrast against the background than the one before it."""
    ratios = [contrast(color, theme.background) for color in colors]
    return all(earlier > later for earlier, later in pairwise(ratios))
