"""Animations: what `animate` accepts, frames and stills, and how an animation presents itself."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest

import sgdviz
from sgdviz import DARK, Animation, Cue, InputError, Pacing, Panel, Recording, Scene
from sgdviz.drawing.marks import Rect
from sgdviz.drawing.panels.settings import PanelSettings
from sgdviz.recording import Comparison

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sgdviz.drawing.marks import Mark


def test_an_animation_can_be_pickled(short_run: Recording, tmp_path: Path) -> None:
    """An animation that was sent to another process draws the same bytes, and its recording stays read-only."""
    animation = sgdviz.animate(short_run, size=(400, 200), tween=1)
    again = pickle.loads(pickle.dumps(animation))  # noqa: S301 - made here
    animation.save(tmp_path / "a.gif")
    again.save(tmp_path / "b.gif")
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
    assert not again.recording.params.flags.writeable


def test_the_repr_names_panels_frames_seconds_and_size(short_run: Recording) -> None:
    """The repr of an animation is one line, with the number of runs where there are several."""
    assert repr(sgdviz.animate(short_run)) == "<Animation: fit, loss; 13 frames, 4.44 s, 800x400>"
    large = sgdviz.animate(short_run, panels=("parameters",), scale=2, size=(300, 200), every="pass", hold_last=1)
    assert repr(large) == "<Animation: parameters; 3 frames, 2.04 s, 600x400>"
    two = sgdviz.animate([short_run, short_run], overlay=True)
    assert repr(two) == "<Animation: 2 runs, fit, loss; 13 frames, 4.44 s, 800x440>"


def test_an_animation_has_a_scene_a_pacing_and_a_layout(short_run: Recording) -> None:
    """The settings of `animate` are those of `Scene` and `Pacing`."""
    scene = Scene(panels=("loss",), theme=DARK, size=(300, 200), title="T")
    pacing = Pacing(every=4, fps=5, hold_first=2, plays=3)
    made = Animation(short_run, scene, pacing)
    same = sgdviz.animate(
        short_run, panels=("loss",), theme="dark", size=(300, 200), title="T", every=4, fps=5, hold_first=2, plays=3
    )
    for animation in (made, same):
        assert animation.scene == scene
        assert animation.plays == 3
        assert animation.recording is short_run
        assert animation.cues == (Cue(0, 2), Cue(4, 0.2), Cue(8, 0.2), Cue(12, 3))
        assert animation.seconds == pytest.approx(5.4)
        assert [panel.name for panel in animation.layout.panels] == ["loss"]


def test_settings_have_no_positions() -> None:
    """`Scene`, `Pacing` and `PanelSettings` refuse positional arguments."""
    with pytest.raises(TypeError, match="positional argument"):
        Scene(("fit",))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional argument"):
        Pacing("pass")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional argument"):
        PanelSettings(DARK, Rect(0, 0, 100, 100))  # type: ignore[call-arg]


def test_frames_have_pixels_of_their_own(short_run: Recording) -> None:
    """Frames that are kept stay as they are, last as long as their cues, and the last is the still."""
    animation = sgdviz.animate(short_run, size=(400, 200))
    frames = list(animation.frames())
    assert [frame.seconds for frame in frames] == [cue.seconds for cue in animation.cues]
    np.testing.assert_array_equal(frames[-1].pixels, animation.still().pixels)
    np.testing.assert_array_equal(frames[5].pixels, animation.still(5).pixels)
    assert len({frame.rgb.tobytes() for frame in frames}) == 13


def test_a_still_is_of_a_recorded_step(short_run: Recording, diverging_run: Recording) -> None:
    """A step that was not recorded, or that lies past a divergence, has no still."""
    animation = sgdviz.animate(short_run, size=(400, 200), every="pass")
    assert animation.still(5).rgb.shape == (200, 400, 3)  # recorded, though no frame shows it
    with pytest.raises(InputError, match="no step 77; the recording has steps 0 to 12"):
        animation.still(77)
    with pytest.raises(InputError, match="step 8 lies past the divergence at step 7; give a step up to that"):
        sgdviz.animate(diverging_run).still(8)
    assert sgdviz.animate(diverging_run, size=(400, 200)).still().rgb.shape == (200, 400, 3)


def test_the_still_of_a_rewound_animation_is_the_end_of_the_run(short_run: Recording) -> None:
    """A rewind ends with the first picture, and the still is that of the last step."""
    rewound = sgdviz.animate(short_run, size=(400, 200), rewind=True)
    np.testing.assert_array_equal(rewound.still().rgb, sgdviz.animate(short_run, size=(400, 200)).still().rgb)


def test_several_recordings_become_a_comparison(short_run: Recording, run: Recording) -> None:
    """A list or a tuple of recordings is compared; the default labels count the runs."""
    for runs in ([short_run, run], (short_run, run)):
        recording = sgdviz.animate(runs, every=100).recording
        assert isinstance(recording, Comparison)
        assert recording.labels == ("run 1", "run 2")
    named = sgdviz.animate([short_run, run], labels=["short", "long"], every=100).recording
    assert isinstance(named, Comparison)
    assert named.labels == ("short", "long")
    assert sgdviz.animate(named, every=100).recording is named


@pytest.mark.parametrize(
    ("recordings", "settings", "said"),
    [
        (2, {"labels": "ab"}, "labels is 'ab'; give a tuple of names, one for each run"),
        (1, {"labels": ("a",)}, "labels were given for one Recording; give a list of recordings"),
        (0, {}, "the recording is a tuple_iterator; give a Recording or a list of them"),
        (1, {"overlay": True}, "one run cannot be overlaid; give several recordings, or leave overlay out"),
        (1, {"panels": "fit"}, r"panels is 'fit'; give a tuple of names, as in \('fit', 'loss'\)"),
        (1, {"panels": ("fti",)}, "unknown panel 'fti'; did you mean 'fit'"),
        (1, {"theme": "drak"}, "unknown theme 'drak'; did you mean 'dark'"),
        (1, {"fps": 0}, "fps is 0; give a number above 0"),
        (2, {"labels": ("a",)}, "there are 1 labels for 2 runs; give one for each"),
    ],
)
def test_bad_arguments_are_refused(short_run: Recording, recordings: int, settings: dict[str, Any], said: str) -> None:
    """The error names the argument and shows what to give."""
    given: Any = [short_run] * recordings if recordings > 1 else short_run if recordings else iter(())
    with pytest.raises(InputError, match=said):
        sgdviz.animate(given, **settings)


def test_a_comparison_keeps_no_recording(short_run: Recording, tmp_path: Path) -> None:
    """`record` is refused for several runs."""
    animation = sgdviz.animate([short_run, short_run])
    with pytest.raises(InputError, match="record keeps one run, and 2 are compared; record each by itself"):
        animation.save(tmp_path / "a.gif", record=tmp_path / "run.npz")
    assert list(tmp_path.iterdir()) == []


class Dot(Panel):
    """A panel with one dot, whose height is the first parameter."""

    name: ClassVar[str] = "dot"
    heading: ClassVar[str] = "Dot"
    width: ClassVar[float] = 200.0

    def __init__(self, recording: Recording, settings: PanelSettings) -> None:
        super().__init__(recording, settings)
        self._now = self.pen("now", "#123456")

    def static(self) -> Iterable[Mark]:
        """Return the heading."""
        yield self.header.title(aside=self.header.blank())

    def moving(self, row: int) -> Iterable[Mark]:
        """Return the dot."""
        height = self.plot_area.bottom - 10 * self.recording.params[row, 0]
        yield self._now.dots(np.array([[self.plot_area.left, height]]), 6.0)


def test_a_panel_of_one_s_own_is_drawn(short_run: Recording, tmp_path: Path) -> None:
    """A class derived from `Panel` stands beside panels given by name, and moves with the run."""
    animation = sgdviz.animate(short_run, panels=("fit", Dot))
    assert [panel.name for panel in animation.layout.panels] == ["fit", "dot"]
    dot = animation.layout.panels[1]
    area = dot.plot_area
    for row in (0, 12):
        pixels = animation.still(row).rgb
        place = round(area.bottom - 10 * short_run.params[row, 0]), round(area.left)
        assert pixels[place].tolist() == [0x12, 0x34, 0x56]
    assert "#123456" in animation.layout.colors
    (output,) = animation.save(tmp_path / "a.gif")
    assert output.frames == 13


def test_an_animation_follows_another(run: Recording, short_run: Recording, tmp_path: Path) -> None:
    """Chapters are shown one after the other, each with its own panels; drawn alone or by workers they are the same."""
    first = sgdviz.animate(short_run, panels=("fit",), size=(300, 200), plays=2, title="One")
    second = sgdviz.animate(run, panels=("loss", "fit"), size=(300, 200), every=50, explain=1)
    both = first.then(second)
    assert both.cues == (*first.cues, *second.cues)
    assert both.seconds == pytest.approx(first.seconds + second.seconds)
    assert (both.plays, both.layout, both.recording) == (2, second.layout, run)
    shown = [frame.rgb for frame in both.frames()]
    apart = [frame.rgb for animation in (first, second) for frame in animation.frames()]
    assert len(shown) == len(apart) == len(both.cues)
    for one, other in zip(shown, apart, strict=True):
        np.testing.assert_array_equal(one, other)
    both.save(tmp_path / "a.gif", workers=1)
    both.save(tmp_path / "b.gif", workers=3)
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
    (small,) = both.save(tmp_path / "c.gif", max_size=(tmp_path / "a.gif").stat().st_size * 3 // 4)
    assert small.seconds == pytest.approx(both.seconds)
    np.testing.assert_array_equal(both.still(300).rgb, second.still(300).rgb)


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"size": (301, 200)}, "pixel size"), ({"theme": "dark"}, "background"), ({"transparent": True}, "transparent")],
)
def test_chapters_must_look_alike(short_run: Recording, settings: dict[str, Any], said: str) -> None:
    """Animations of unlike sizes or backgrounds are not joined."""
    first = sgdviz.animate(short_run, size=(300, 200))
    with pytest.raises(InputError, match=said):
        first.then(sgdviz.animate(short_run, **{"size": (300, 200), **settings}))


def test_chapters_have_no_recording_of_their_own(short_run: Recording, tmp_path: Path) -> None:
    """An animation of several chapters cannot keep one recording, and leaves no file behind."""
    both = sgdviz.animate(short_run, size=(300, 200)).then(sgdviz.animate(short_run, size=(300, 200)))
    with pytest.raises(InputError, match="the animation has 2 chapters"):
        both.save(tmp_path / "a.gif", record=tmp_path / "run.npz")
    assert list(tmp_path.iterdir()) == []


def test_words_and_numbers_are_in_a_language(short_run: Recording) -> None:
    """`words` names the language of the picture, of the runs without labels, and of the alt text."""
    animation = sgdviz.animate([short_run, short_run], words="es")
    assert isinstance(animation.recording, Comparison)
    assert animation.recording.labels == ("ejecución 1", "ejecución 2")
    assert animation.scene.words.name == "es"
    assert animation.alt_text.startswith(
        "Dos rectas ajustadas a seis puntos; en 12 pasos el error cuadrático medio va "
    )
    recorder = sgdviz.Recorder([1.0, 2.0], [1.0, 2.0], predict=lambda x: x)
    recorder.record(m=1.0)
    alone = sgdviz.animate(recorder.recording(), words="es")
    assert alone.alt_text.startswith(
        "Una curva roja ajustada a dos puntos, en el paso 0 de 0; el error cuadrático medio es 0"
    )
    words = sgdviz.Words(alt_line="{points}: {color}")
    assert sgdviz.animate(short_run, words=words).alt_text.startswith("Six points: red; ")


def test_missing_characters_are_one_warning(short_run: Recording, tmp_path: Path) -> None:
    """Saving, and drawing frames or a still, warns once of the characters of all chapters, at the caller's line."""
    animation = sgdviz.animate(short_run, size=(400, 200), title="\U0010fffb")
    both = animation.then(sgdviz.animate(short_run, size=(400, 200), caption="\U0010fffd\U0010fffb"))
    calls: list[Callable[[], object]] = [
        lambda: both.save(tmp_path / "a.gif", tmp_path / "a.png", workers=2),
        lambda: list(both.frames()),
        both.still,
    ]
    for call in calls:
        with pytest.warns(sgdviz.MissingCharacterWarning, match=r"U\+10FFFB, U\+10FFFD; a box stands") as caught:
            call()
        assert len(caught) == 1
    with pytest.warns(sgdviz.MissingCharacterWarning) as caught:
        animation.save(tmp_path / "b.png")
    assert caught[0].filename == __file__


@pytest.mark.parametrize("settings", [{}, {"transparent": True}, {"transparent": True, "card": True}, {"rewind": True}])
def test_a_still_after_the_frames_is_the_same(short_run: sgdviz.Recording, settings: dict[str, Any]) -> None:
    """A frame that was drawn last is not drawn again, and equals the one that is; another is drawn as ever."""
    fresh, used = (sgdviz.animate(short_run, frames=4, **settings) for _ in range(2))
    frames = used.frames()
    next(frames)
    for step in (None, 0, 5):
        np.testing.assert_array_equal(used.still(step).pixels, fresh.still(step).pixels)
    last = [frame.pixels for frame in frames][-1]
    np.testing.assert_array_equal(used.still().pixels, fresh.still().pixels)
    assert np.array_equal(last, used.still().pixels) == (not settings.get("rewind"))
