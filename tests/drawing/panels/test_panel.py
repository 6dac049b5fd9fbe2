"""What holds for all panels: their colours and roles, their rows, their axes, and panel classes of one's own."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, ClassVar, get_args

import numpy as np
import pytest
from drawing_helpers import BOTH_THEMES, all_marks, axes_of_runs, panel_of, plot_of, run_for, texts, unlike_runs

import sgdviz
from sgdviz import DARK, LIGHT, SGD, InputError, Line, Panel, Proportion, Recording, Scene
from sgdviz.drawing.colors import channels
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.marks import Mark, Text, colors_of
from sgdviz.drawing.panels import PANELS, PanelName, find_panel, panel_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgdviz import Theme
    from sgdviz.drawing.panels.settings import PanelSettings

ALL_PANELS = pytest.mark.parametrize("name", PANELS)
UNPLOTTED = ("graph", "arithmetic", "network", "code")
PLOTTED = pytest.mark.parametrize("name", [name for name in PANELS if name not in UNPLOTTED])

DIVERGING: tuple[PanelName, ...] = ("fit", "loss", "parameters", "predictions", "landscape")
"""The panels that can draw a diverging run of a line."""


def signature(marks: Iterable[Mark]) -> list[tuple[object, ...]]:
    """Return what can be compared of each mark: its type, role, colours and place."""
    return [
        (
            type(mark).__name__,
            mark.role,
            sorted(colors_of(mark)),
            (mark.text, mark.x, mark.y)
            if isinstance(mark, Text)
            else getattr(mark, "points", getattr(mark, "centers", None)).tolist(),  # type: ignore[union-attr]
        )
        for mark in marks
    ]


def check_colors(panel: Panel, theme: Theme) -> set[str]:
    """Assert that the colours of all marks of `panel` are known before they are drawn, and return them."""
    used = set().union(*map(colors_of, all_marks(panel)))
    assert used <= {*panel.colors, *panel.static_colors, theme.background}
    return used


def check_moving_colors(panel: Panel, theme: Theme) -> None:
    """Assert that the colours of added, held and moving marks are among the first colours of `panel`."""
    marks = list(panel.added(0, panel.shown_rows))
    for row in range(panel.shown_rows):
        marks += [*panel.held(row), *panel.moving(row)]
    assert set().union(*map(colors_of, marks)) <= {*panel.colors, theme.background}


@BOTH_THEMES
@ALL_PANELS
def test_the_colors_of_a_panel_are_those_of_its_marks(name: PanelName, theme: Theme) -> None:
    """Every colour of every mark at every row is among the panel's colours or the background: palettes need them."""
    panel = panel_of(name, theme=theme)
    check_colors(panel, theme)
    check_moving_colors(panel, theme)


@BOTH_THEMES
@pytest.mark.parametrize("name", DIVERGING)
def test_the_colors_of_a_diverging_run_are_known(name: PanelName, theme: Theme, diverging_run: Recording) -> None:
    """The word for a divergence has a colour of its own, which is among those of the panel."""
    panel = panel_of(name, diverging_run, theme=theme)
    check_moving_colors(panel, theme)
    assert theme.line in check_colors(panel, theme)


@BOTH_THEMES
@pytest.mark.parametrize("overlay", [False, True])
def test_the_colors_of_a_comparison_are_those_of_its_marks(
    run: Recording, diverging_run: Recording, theme: Theme, *, overlay: bool
) -> None:
    """The strip and the panels of several runs know their colours, one by one and as a layout."""
    layout = sgdviz.animate([run, diverging_run], overlay=overlay, theme=theme, title="T").layout
    used: set[str] = set()
    for panel in layout.panels:
        used |= check_colors(panel, theme)
    assert used <= {*layout.colors, theme.background}
    assert len(used) > 5


@BOTH_THEMES
def test_the_colors_of_the_default_scene_are_all_used(run: Recording, diverging_run: Recording, theme: Theme) -> None:
    """The colours of the fit and the loss are exactly those of their marks, moving marks first."""
    for recording in (run, diverging_run):
        layout = lay_out(Scene(theme=theme), recording)
        used = set().union(*(colors_of(mark) for panel in layout.panels for mark in all_marks(panel)))
        assert used | {theme.background} == {*layout.colors, theme.background}
        assert layout.colors.index(theme.line) < layout.colors.index(theme.muted)


@ALL_PANELS
def test_every_mark_has_a_role(name: PanelName) -> None:
    """The role of a mark starts with the name of its panel, so that a vector file can name and update it."""
    panel = panel_of(name)
    roles = {mark.role for mark in all_marks(panel)}
    assert all(role.startswith(f"{name}.") and len(role) > len(name) + 1 for role in roles)
    assert {f"{name}.title", f"{name}.label", f"{name}.step"} - {"loss.step", "arithmetic.label", "code.label"} <= roles


@pytest.mark.parametrize("overlay", [False, True])
def test_every_mark_of_a_comparison_has_a_role(run: Recording, diverging_run: Recording, *, overlay: bool) -> None:
    """The roles of the strip and of overlaid panels start with their names, those of each run with its number."""
    layout = sgdviz.animate([run, diverging_run], overlay=overlay, title="T").layout
    assert [panel.name for panel in layout.panels] == ["strip", *["fit", "loss"] * (1 if overlay else 2)]
    starts = (
        ["strip.", "fit.", "loss."] if overlay else ["strip.", "run1.fit.", "run1.loss.", "run2.fit.", "run2.loss."]
    )
    for panel, start in zip(layout.panels, starts, strict=True):
        roles = {mark.role for mark in all_marks(panel)}
        assert roles
        assert all(role.startswith(start) and len(role) > len(start) for role in roles)


@ALL_PANELS
def test_marks_depend_on_the_row_alone(name: PanelName) -> None:
    """A panel returns the same marks for a row whatever rows were asked for before it."""
    forward, backward = panel_of(name), panel_of(name)
    last = forward.shown_rows - 1
    rows = (0, 1, last // 2, last)
    there = {row: signature([*forward.held(row), *forward.moving(row), *forward.labels(row)]) for row in rows}
    again = {
        row: signature([*backward.held(row), *backward.moving(row), *backward.labels(row)]) for row in reversed(rows)
    }
    assert there == again
    assert there[0] != there[last]
    assert signature(forward.static()) == signature(backward.static())


@ALL_PANELS
def test_added_marks_do_not_depend_on_where_they_are_cut(name: PanelName) -> None:
    """Consecutive ranges of rows add the marks that all of them together add, so any frame can be drawn alone."""
    panel = panel_of(name)
    rows = panel.shown_rows
    cuts = sorted({0, 1, 2, 5, rows // 2, rows // 2 + 1, rows})
    whole = signature(panel.added(0, rows))
    parts = [mark for first, last in itertools.pairwise(cuts) for mark in panel.added(first, last)]
    assert signature(parts) == whole
    assert bool(whole) == (name in ("loss", "parameters", "cost", "landscape"))


def test_the_added_marks_of_a_long_run_do_not_depend_on_where_they_are_cut(run: Recording) -> None:
    """The loss of the post's run adds the same marks in any ranges of rows."""
    panel = panel_of("loss", run)
    cuts = (0, 1, 2, 50, 51, 137, 200)
    parts = [mark for first, last in itertools.pairwise(cuts) for mark in panel.added(first, last)]
    assert signature(parts) == signature(panel.added(0, 200))


@ALL_PANELS
def test_held_marks_are_the_same_tuple_as_long_as_they_stay(name: PanelName) -> None:
    """A renderer compares the identity of held marks, so equal ones must be the same object."""
    panel = panel_of(name)
    for row, after in itertools.pairwise(range(panel.shown_rows)):
        one, other = panel.held(row), panel.held(after)
        assert (one is other) == (signature(one) == signature(other))


@PLOTTED
def test_every_panel_has_the_same_axes_in_every_cell(name: PanelName) -> None:
    """The axes of a comparison hold the axes of each run alone, whichever comes first."""
    runs = unlike_runs(name)
    one, other = axes_of_runs(runs, name)
    assert one == other == axes_of_runs(runs[::-1], name)[0]
    alone = [axes_of_runs([run], name)[0] for run in runs]
    assert one not in alone
    for axis in (0, 1):
        assert one[axis].low <= min(axes[axis].low for axes in alone)
        assert one[axis].high >= max(axes[axis].high for axes in alone)


@PLOTTED
def test_a_panel_keeps_inside_its_area(name: PanelName) -> None:
    """The plot of a panel lies in its area, and its marks are clipped to it or lie near it."""
    panel = panel_of(name)
    area = panel.area
    assert area.left < panel.plot_area.left < panel.plot_area.right < area.right
    assert area.top < panel.plot_area.top < panel.plot_area.bottom < area.bottom
    assert plot_of(panel).area == panel.plot_area


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        ("fit", "predictions", "draws one input and the data have 3"),
        ("boundary", "landscape", "draws two inputs and the data have 1"),
        ("landscape", "cost", "two parameters"),
        ("cost", "landscape", "one parameter"),
        ("cost", "predictions", "one parameter"),
    ],
)
def test_a_run_that_a_panel_cannot_draw_is_refused(name: PanelName, other: PanelName, said: str) -> None:
    """The error is raised when the scene is laid out."""
    with pytest.raises(InputError, match=said):
        lay_out(Scene(panels=(name,)), run_for(other))


def test_axes_of_standardized_parameters_are_labelled_so() -> None:
    """Parameters beside an equation in the units of the data would otherwise be taken for those."""
    line = sgdviz.fit(Line(), sgdviz.data.post(), SGD(0.1), passes=2, standardize=True)
    scale = sgdviz.fit(Proportion(), sgdviz.data.houses(), SGD(0.1), passes=2, standardize=True)
    assert {"m (standardized)", "b (standardized)"} <= set(texts(panel_of("landscape", line).static()))
    assert "Y (standardized)" in texts(panel_of("cost", scale).static())
    assert {"m", "b"} <= set(texts(panel_of("landscape").static()))


def test_panels_are_found_by_name() -> None:
    """Every name is that of its class, and the error for another name suggests the nearest."""
    assert get_args(PanelName) == PANELS
    for name in PANELS:
        assert find_panel(name).name == name
        assert panel_label(name) == name
    with pytest.raises(InputError, match="unknown panel 'boundry'; did you mean 'boundary'"):
        find_panel("boundry")  # type: ignore[arg-type] # that is what is tested
    with pytest.raises(InputError, match="unknown panel 'Wider'; choose from: arithmetic, boundary, code, cost"):
        find_panel("Wider")  # type: ignore[arg-type] # that is what is tested


def test_four_panels_can_be_overlaid() -> None:
    """The overlaid form of a panel has its name and its width; the error for the others says which have one."""
    for name in PANELS:
        if name in ("fit", "loss", "cost", "landscape"):
            overlaid = find_panel(name, overlaid=True)
            assert overlaid is not find_panel(name)
            assert (overlaid.name, overlaid.width) == (name, find_panel(name).width)
        else:
            with pytest.raises(
                InputError,
                match=f"panel '{name}' cannot be overlaid; .* side by side, or overlay: fit, loss, cost, landscape",
            ):
                Scene(panels=(name,), overlay=True)


OWN_BAR, OWN_RULE, OWN_NOTE = "#7a1fa2", "#00695c", "#5d4037"


class OwnPanel(Panel):
    """A panel of one's own: a bar that grows with the rows, over a rule."""

    name: ClassVar[str] = "own"
    heading: ClassVar[str] = "Progress"
    width: ClassVar[float] = 400.0

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._bar, self._note = self.pen("bar", OWN_BAR), self.pen("note", OWN_NOTE)
        self._rule = self.pen("rule", OWN_RULE, static=True)

    def static(self) -> Iterable[Mark]:
        """Return the heading and the rule."""
        left, _, right, bottom = self.plot_area
        yield self.header.title(self.header.blank())
        yield self._rule.stroke(np.array([[left, bottom], [right, bottom]]), 2.0, cap="butt", crisp=True)

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the bar."""
        left, top, _, _ = self.plot_area
        end = left + self.plot_area.width * row / (self.shown_rows - 1)
        yield self._bar.stroke(np.array([[left, top + 20], [end, top + 20]]), 10.0, cap="butt")

    def labels(self, row: int) -> Iterable[Text]:
        """Return the row."""
        yield self._note.text(f"row {row}", self.plot_area.left, self.plot_area.bottom - 20, 18.0)


def inked(animation: sgdviz.Animation, color: str, row: int) -> int:
    """Return the number of pixels of exactly `color` at `row`."""
    return int((animation.still(row).rgb == channels(color)).all(axis=2).sum())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_panel_class_of_one_s_own_is_drawn(run: Recording, theme: str) -> None:
    """A class derived from `Panel` stands among the panels by name, and what it returns is in the picture."""
    animation = sgdviz.animate(run, panels=("fit", OwnPanel), theme=theme)
    fit, own = animation.layout.panels
    assert isinstance(own, OwnPanel)
    assert (own.area.left, own.area.right) == (fit.area.right, 800)
    assert "fit, OwnPanel;" in repr(animation)
    bars = [inked(animation, OWN_BAR, row) for row in (0, 100, 200, 300)]
    assert bars[0] == 0
    per_row = own.plot_area.width * 10 / 300
    assert bars[1:] == pytest.approx([100 * per_row, 200 * per_row, 300 * per_row], abs=20)
    assert inked(animation, OWN_RULE, 5) == own.plot_area.width * 2
    assert inked(animation, OWN_NOTE, 5) > 10


def test_the_colors_of_a_panel_of_one_s_own_are_in_the_layout(run: Recording) -> None:
    """The colours of all pens are known to the layout, and so to a palette: those of moving marks first."""
    layout = sgdviz.animate(run, panels=(OwnPanel, "loss")).layout
    own = layout.panels[0]
    assert own.colors == (OWN_BAR, OWN_NOTE)
    assert OWN_RULE in own.static_colors
    assert {OWN_BAR, OWN_NOTE, OWN_RULE} <= set(layout.colors)
    assert layout.colors.index(OWN_BAR) < layout.colors.index(LIGHT.line) < layout.colors.index(OWN_RULE)
    for theme in (LIGHT, DARK):
        panel = sgdviz.animate(run, panels=(OwnPanel,), theme=theme).layout.panels[0]
        check_moving_colors(panel, theme)
        assert OWN_RULE in check_colors(panel, theme)


def test_a_title_stands_over_a_panel_of_one_s_own(run: Recording) -> None:
    """The heading of such a panel is its own, or the scene's title where it comes first."""
    for title, first, second in ((None, "Progress", "Loss"), ("Mine", "Mine", "Loss")):
        own, loss = sgdviz.animate(run, panels=(OwnPanel, "loss"), title=title).layout.panels
        assert first in texts(own.static())
        assert second in texts(loss.static())


def test_a_panel_of_one_s_own_can_be_compared(run: Recording, short_run: Recording) -> None:
    """Each run of a comparison has the panel once, and the strip shows the step, as such a panel does not."""
    animation = sgdviz.animate([run, short_run], panels=(OwnPanel,))
    assert [panel.name for panel in animation.layout.panels] == ["strip", "own", "own"]
    assert [panel.recording for panel in animation.layout.panels[1:]] == [run, short_run]
    assert inked(animation, OWN_BAR, 300) > inked(animation, OWN_BAR, 12) > 0


class Unrelated:
    """A class that is not a panel."""


@pytest.mark.parametrize("missing", ["name", "heading", "width"])
def test_a_panel_of_one_s_own_must_be_complete(run: Recording, missing: str) -> None:
    """The error names the class and what it lacks."""
    has = {
        name: getattr(OwnPanel, name) for name in ("name", "heading", "width", "static", "moving") if name != missing
    }
    incomplete = type("Incomplete", (Panel,), has)
    with pytest.raises(InputError, match=f"the panel Incomplete has no {missing}; set its name, heading and width"):
        sgdviz.animate(run, panels=(incomplete,))


@pytest.mark.parametrize("missing", ["static", "moving"])
def test_a_panel_of_one_s_own_must_define_its_marks(run: Recording, missing: str) -> None:
    """The error names the class and the method that it does not define."""
    has = {
        name: getattr(OwnPanel, name) for name in ("name", "heading", "width", "static", "moving") if name != missing
    }
    incomplete = type("Incomplete", (Panel,), has)
    with pytest.raises(InputError, match=f"the panel Incomplete does not define {missing}; define all methods"):
        sgdviz.animate(run, panels=(incomplete,))


class SpokenPanel(OwnPanel):
    """A panel of one's own with a readout."""

    def labels(self, row: int) -> Iterable[Text]:
        """Return the readout and the step."""
        yield self.header.readout(f"row {row}")
        yield self.header.step(row)


@pytest.mark.parametrize("diverges", [False, True])
def test_the_header_of_a_panel_of_one_s_own_has_known_colors(
    run: Recording, diverging_run: Recording, *, diverges: bool
) -> None:
    """The colours of the readout and of the step are in the layout, although no pen of the panel has them."""
    animation = sgdviz.animate(diverging_run if diverges else run, panels=(SpokenPanel,))
    (panel,) = animation.layout.panels
    assert LIGHT.line not in panel.colors
    assert {LIGHT.line, LIGHT.muted} <= set(animation.layout.colors)
    check_colors(panel, LIGHT)


class SteppingPanel(OwnPanel):
    """A panel of one's own with the step beside its heading."""

    def labels(self, row: int) -> Iterable[Text]:
        """Return the step."""
        yield self.header.step(row)


def test_the_color_of_a_divergence_is_known(run: Recording, diverging_run: Recording) -> None:
    """The last row of a diverging run has a colour that no other row has, and it is in the layout."""
    for recording, known in ((run, False), (diverging_run, True)):
        layout = sgdviz.animate(recording, panels=(SteppingPanel,)).layout
        assert (LIGHT.line in layout.colors) == known
        check_colors(layout.panels[0], LIGHT)


def test_a_class_that_is_not_a_panel_is_refused(run: Recording) -> None:
    """The error says from which class to derive a panel."""
    with pytest.raises(InputError, match=r"the class Unrelated is not a panel; derive it from sgdviz\.Panel"):
        sgdviz.animate(run, panels=("fit", Unrelated))  # type: ignore[arg-type] # that is what is tested


def test_a_panel_of_one_s_own_is_not_overlaid(run: Recording) -> None:
    """A panel class knows one run, so several are shown side by side."""
    with pytest.raises(InputError, match="the panel OwnPanel cannot be overlaid; show the runs side by side"):
        sgdviz.animate([run, run], panels=("loss", OwnPanel), overlay=True)


def test_a_picture_too_small_for_a_panel_of_one_s_own_says_its_name(run: Recording) -> None:
    """The error names a class by its own name."""
    with pytest.raises(InputError, match="too small for 2 runs with OwnPanel; give it at least 280x170"):
        sgdviz.animate([run, run], panels=(OwnPanel,), size=(100, 60))
    assert panel_label(OwnPanel) == "OwnPanel"
