"""Animations: a recording, a scene and a pacing, put together to be saved or shown."""

from __future__ import annotations

import math
import warnings
from base64 import b64encode
from copy import copy
from dataclasses import replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sgdviz.checks import flag, path_text, shown, whole
from sgdviz.drawing.alt_text import alt_text_of_chapters
from sgdviz.drawing.defaults import default_panels
from sgdviz.drawing.description import title_of
from sgdviz.drawing.layout import lay_out
from sgdviz.drawing.missing import missing_from, sentence_on
from sgdviz.drawing.panels import panel_label
from sgdviz.drawing.room import in_default_size
from sgdviz.drawing.scene import Scene
from sgdviz.drawing.theme_file import find_theme
from sgdviz.drawing.words import find_words
from sgdviz.errors import InputError, MissingCharacterWarning
from sgdviz.export.about import About
from sgdviz.export.film import Chapter, cues_of, film_of
from sgdviz.export.save import find_format, save
from sgdviz.export.slides.asked import asked_slides
from sgdviz.export.source import Part, source_for
from sgdviz.export.stills import Still, about_of_stills, asked_moments, last_still, stills_of, tells_backward
from sgdviz.export.strip import strip_still
from sgdviz.pacing import Pacing
from sgdviz.recording import Comparison, Recording
from sgdviz.recording.comparison import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from os import PathLike

    from sgdviz.drawing.agg import Frame
    from sgdviz.drawing.layout import Layout
    from sgdviz.drawing.panels import PanelName
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.panels.settings import LossScale
    from sgdviz.drawing.theme_file import ThemeLike
    from sgdviz.drawing.words import WordsLike
    from sgdviz.export.save import Output
    from sgdviz.pacing import Cue
    from sgdviz.pacing import Part as PartOfStep
    from sgdviz.pacing.moments import At, Moment
    from sgdviz.pacing.pacing import Every


MOST_WORKERS = 1000
"""The most drawing processes that may be asked for."""


class Animation:
    """A recording, or a comparison of several, with its scene and its cues. Nothing is drawn until frames are needed.

    The row of a cue is an index into the recording with its interpolated rows; for a comparison, into that of the
    leader. With `then` an animation has several chapters; `recording`, `scene` and `layout` are those of the last.
    `origin` says from which lesson and settings it was made, in JSON's types; it stands in the files of the animation.
    `parts` are the chapters as they were asked for.
    """

    def __init__(
        self,
        recording: Recording | Comparison,
        scene: Scene,
        pacing: Pacing,
        *,
        origin: Mapping[str, Any] | None = None,
    ) -> None:
        self.recording = recording
        self.origin = origin
        self.parts: tuple[Part, ...] = (Part(recording, scene, pacing),)
        self.scene = scene
        self.plays = pacing.plays
        shown, cues = pacing.shown(recording, backward=tells_backward(scene))
        layout = lay_out(scene, shown, explains=any(cue.phase is not None for cue in cues))
        self.chapters: tuple[Chapter, ...] = (Chapter(layout, cues),)

    def then(self, other: Animation) -> Animation:
        """Return this animation followed by another of the same size and background; it plays as often as this one.

        Raises `InputError`.
        """
        if not isinstance(other, Animation):
            raise InputError(f"the next chapter is {shown(other)}; give an Animation")
        for what in ("pixel_size", "transparent", "card"):
            if getattr(self.scene, what) != getattr(other.scene, what):
                raise InputError(f"chapters of one animation differ in {what.replace('_', ' ')}; give them one for all")
        if self.scene.theme.background != other.scene.theme.background:
            raise InputError("chapters of one animation differ in their background; give them one theme")
        both = copy(other)
        both.plays, both.chapters = self.plays, (*self.chapters, *other.chapters)
        both.origin, both.parts = None, (*self.parts, *other.parts)
        return both

    @property
    def layout(self) -> Layout:
        """The layout of the last chapter."""
        return self.chapters[-1].layout

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of all chapters."""
        return cues_of(self.chapters)

    def __repr__(self) -> str:
        width, height = self.scene.pixel_size
        runs = f"{len(self.recording)} runs, " if isinstance(self.recording, Comparison) else ""
        panels = ", ".join(map(panel_label, self.scene.panels))
        return f"<Animation: {runs}{panels}; {len(self.cues)} frames, {self.seconds:.2f} s, {width}x{height}>"

    @property
    def seconds(self) -> float:
        """The duration of one play, in seconds."""
        return math.fsum(cue.seconds for cue in self.cues)

    def frames(self) -> Iterator[Frame]:
        """Yield the frames, each with pixels of its own."""
        from sgdviz.drawing.agg import frames_of

        self._name_missing_characters()

        for frame in frames_of((layout, cue) for layout, cues in self.chapters for cue in cues):
            yield replace(frame, pixels=frame.pixels.copy())

    def still(self, step: int | None = None, part: PartOfStep | None = None) -> Frame:
        """Return the picture of one recorded step, or of the last; `part` is the moment of it that is told.

        Raises `InputError` for a step that was not recorded, and for a part of one whose state before was not.
        """
        layout, cue = self._still(step, part)
        from sgdviz.drawing.agg import still_of

        self._name_missing_characters()
        return still_of(layout, cue)

    def save(
        self,
        *paths: str | PathLike[str],
        at: At | None = None,
        part: PartOfStep | None = None,
        strip: int | None = None,
        strip_size: tuple[int, int] | None = None,
        workers: int | None = None,
        max_size: int | None = None,
        compatible: bool = False,
        deck: bool = False,
        template: str | PathLike[str] | None = None,
        moments: bool = False,
        record: str | PathLike[str] | None = None,
        embed_recording: bool = False,
        on_frame: Callable[[], object] | None = None,
    ) -> list[Output]:
        """Write the animation to each of `paths`, in one pass over the frames, and return an `Output` for each.

        The suffix gives the format: .gif, .svg, .html (a page with a player), .apng, .webp, .mp4 or .webm (these two
        need the extra ``sgdviz[video]``), .pptx (``sgdviz[slides]``), .png or .pdf; a path that ends in a slash is a
        folder of numbered frames. A still (.png, .pdf, and .svg where `at`, `part` or `strip` is given) shows step
        `at`, or the last frame, and of that step the `part` that is told: "forward", "backward" or "update". `at` may
        also be a share of the run ("50%"), "last", a text with a part ("2:backward"), or several of these: a PDF has a
        page for each. `strip` is a number of moments that are drawn in one still, `strip_size` wide and high: those of
        `at`, or the first, the last and those between at which the picture has changed by equal amounts. `workers` is
        the number of processes, by default the fastest; the bytes are the same for any number. `max_size` is the
        largest number of bytes of a GIF; its `Output` lists the reductions. A `compatible` GIF has no transparent
        pixels, over which some presentation programs stumble, and is larger.

        A .pptx is a presentation of one slide with the GIF. With `deck` it has a slide for each moment, and a folder
        has with `moments` a picture of each and a list, ``frames.json``: the moments of `at`, or else the told parts of
        steps and others of equal change. `template` is a .pptx whose layouts the slides take.

        `record` is the path at which to keep the recording as well; a comparison has none of its own. With
        `embed_recording` each output but a folder holds the recordings, so that it can be drawn again from the file
        alone. `on_frame` is called after each frame, of every trial where a size must be met. A theme that follows the
        reader's page (`dark`) needs an SVG or a page. Raises `InputError`, `OutputError` and `DrawingError`; then every
        output is as it was.
        """
        # Text, not a Path: a Path drops the trailing slash of a folder.
        outputs = [path_text("output", path) for path in paths]
        asked = asked_moments(at, part)
        if on_frame is not None and not callable(on_frame):
            raise InputError(f"on_frame is {shown(on_frame)}; give a function that takes nothing")
        slides = asked_slides(
            self.chapters,
            outputs,
            asked,
            alt=self.alt_text,
            deck=flag("deck", deck),
            moments=flag("moments", moments),
            template=None if template is None else path_text("template", template),
        )
        self._check_asked(outputs, asked, strip, has_slides=slides is not None and bool(slides.stills))
        stills = self._stills(asked, strip, strip_size)
        if workers is not None:
            workers = whole("workers", workers, least=1, most=MOST_WORKERS)
        flag("compatible", compatible)
        if max_size is not None:
            max_size = whole("max size", max_size, least=1)
        kept = None
        if record is not None:
            if isinstance(self.recording, Comparison):
                raise InputError(f"record keeps one run, and {len(self.recording)} are compared; record each by itself")
            if len(self.chapters) > 1:
                raise InputError(f"record keeps one run, and the animation has {len(self.chapters)} chapters")
            kept = path_text("record", record), self.recording
        is_asked = bool(asked) or strip is not None
        source = source_for(self.parts, self.origin, embed=flag("embed_recording", embed_recording))
        of_still = {"at": ",".join(moment.text for moment in asked), "strip": strip, "strip_size": strip_size}
        abouts = {}
        for path in outputs:
            is_still = find_format(path).is_still(step_asked=is_asked)
            holds_gif = path.lower().endswith((".gif", ".pptx"))
            of_film = {"max_size": max_size, "compatible": compatible and holds_gif}
            said = about_of_stills(stills) if is_still else self.about
            abouts[path] = replace(said, source=source.text(of_still if is_still else of_film))
        self._name_missing_characters()
        return save(
            film_of(self.chapters, self.plays),
            self.chapters,
            outputs,
            stills=stills,
            abouts=abouts,
            step_asked=is_asked,
            slides=slides,
            workers=workers,
            max_size=max_size,
            compatible=compatible,
            record=kept,
            on_frame=on_frame,
        )

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
        """Return the animation as a notebook shows it: a GIF as an image, and as HTML, which keeps its alt text."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "animation.gif"
            self.save(path)
            gif = b64encode(path.read_bytes()).decode()
        width, height = self.scene.size
        alt = self.alt_text
        html = f'<img src="data:image/gif;base64,{gif}" alt="{escape(alt)}" width="{width}" height="{height}">'
        data = {"image/gif": gif, "text/html": html, "text/plain": repr(self)}
        return data, {"image/gif": {"alt": alt, "width": width, "height": height}}

    @property
    def alt_text(self) -> str:
        """The alt text: a sentence or two about the subject, and its numbers at the start and at the end."""
        return alt_text_of_chapters(self.chapters)

    @property
    def about(self) -> About:
        """What a file of the animation says of itself, but for its source."""
        return About(title_of(self.layout), self.alt_text)

    def _name_missing_characters(self) -> None:
        """Warn of characters that no font has: once for all of them, from the first and the last frame of each chapter.

        The texts of the frames between have other digits.
        """
        ends = ((layout, cue) for layout, cues in self.chapters for cue in (cues[0], cues[-1]))
        missing = missing_from((layout, cue.row, cue.phase) for layout, cue in ends)
        if missing:
            warnings.warn(sentence_on(missing), MissingCharacterWarning, stacklevel=3)

    def _check_asked(
        self, outputs: Sequence[str], asked: Sequence[Moment], strip: int | None, *, has_slides: bool
    ) -> None:
        """Raise `InputError` where moments or a strip are asked for, and no output shows them."""
        if any(find_format(path).is_still(step_asked=True) for path in outputs):
            return
        if strip is not None or (asked and not has_slides):
            what = "a strip" if strip is not None else f"step {', '.join(moment.text for moment in asked)}"
            add = "add an output that ends in .png, .svg or .pdf"
            if asked and any(find_format(path).takes == "file" for path in outputs):
                add = f"give deck, for a slide of each moment, or {add}"
            raise InputError(f"{what} was asked for, and no output is a still; {add}")

    def _stills(
        self, asked: Sequence[Moment], strip: int | None, strip_size: tuple[int, int] | None
    ) -> tuple[Still, ...]:
        """Return the stills of the moments `asked` for, the strip of them, or that of the last frame."""
        chapter = self.chapters[-1]
        if strip is not None:
            return (strip_still(chapter, strip, asked, strip_size),)
        if strip_size is not None:
            raise InputError("a strip size was given, and no strip; give the number of its moments as well")
        return stills_of(chapter, asked) if asked else (last_still(chapter),)

    def _still(self, step: int | None, part: PartOfStep | None) -> Still:
        """Return the still of a step, or of the last frame."""
        moments = asked_moments(step, part)
        return stills_of(self.chapters[-1], moments)[0] if moments else last_still(self.chapters[-1])


_SCENE, _PACING = Scene(), Pacing()
"""The source of every default."""


def animate(
    recording: Recording | Comparison | Sequence[Recording],
    *,
    labels: Sequence[str] | None = None,
    panels: Sequence[PanelName | type[Panel]] | None = None,
    theme: ThemeLike = _SCENE.theme,
    size: tuple[int, int] | None = None,
    scale: float = _SCENE.scale,
    title: str | None = _SCENE.title,
    loss_scale: LossScale = _SCENE.loss_scale,
    caption: str | None = _SCENE.caption,
    transparent: bool = _SCENE.transparent,
    card: bool = _SCENE.card,
    overlay: bool = _SCENE.overlay,
    squares: bool = _SCENE.squares,
    words: WordsLike = _SCENE.words,
    every: Every | None = _PACING.every,
    frames: int | None = _PACING.frames,
    fps: float | None = _PACING.fps,
    duration: float | None = _PACING.duration,
    hold_first: float = _PACING.hold_first,
    hold_last: float = _PACING.hold_last,
    hold_each: float = _PACING.hold_each,
    tween: int = _PACING.tween,
    rewind: bool = _PACING.rewind,
    explain: int = _PACING.explain,
    plays: int = _PACING.plays,
) -> Animation:
    """Return `recording`, or several recordings compared in step, as an animation.

    Parameters of the picture (see `Scene`):

    - `labels`: the name of each of several recordings; by default "run 1", "run 2" ...
    - `panels`: the panels from left to right, by name or as classes derived from `Panel`; by default those that suit
      the data: the fit and the loss, and for several inputs the boundary or the predictions in place of the fit.
    - `theme`: "light", "dark", "print", "contrast", the path of a TOML file, or a `Theme`.
    - `size`: width and height in pixels; by default 800x400, or a size at which several runs can be read.
    - `scale`: a factor for the size that keeps the layout; 2 for sharp screens.
    - `title`: the text over the panels; by default each panel has its own heading.
    - `loss_scale`: "log" or "linear", the axis of the loss.
    - `caption`: a text under the panels, in at most four lines.
    - `transparent`: leave out the background.
    - `card`: put a card of the theme's background behind a transparent picture.
    - `overlay`: draw several runs in the same panels, in place of a grid.
    - `squares`: draw the square of each residual in the fit, and one of their mean area.
    - `words`: the language of all that the program itself draws: "en", "de", "es", the path of a TOML file, or `Words`.

    Parameters of the pacing (see `Pacing`):

    - `every`: "step", "pass" (epoch) or a number of steps between frames; by default every step, or of more than 300
      about 300 between which the picture changes by equal amounts.
    - `frames`: the number of steps to show, chosen so that the picture changes by equal amounts.
    - `fps`: frames a second, 25 by default.
    - `duration`: the seconds of the whole animation.
    - `hold_first`, `hold_last`: the seconds of the first and of the last frame.
    - `hold_each`: the least seconds of every recorded step, where interpolated frames lie between.
    - `tween`: the number of interpolated frames between two that are shown.
    - `rewind`: run back to the first frame at the end.
    - `explain`: the number of steps, from the first, told in three moments: forward pass, backward pass, update.
    - `plays`: the number of plays; 0 is for ever.

    Raises `InputError`.
    """
    found = find_words(words)
    recording = compared(recording, labels, found.run)
    if panels is not None and not isinstance(panels, tuple | list):
        raise InputError(f"panels is {shown(panels)}; give a tuple of names, as in ('fit', 'loss')")
    scene = Scene(
        panels=default_panels(recording, overlay=overlay) if panels is None else tuple(panels),
        theme=find_theme(theme),
        size=_SCENE.size if size is None else size,
        scale=scale,
        title=title,
        loss_scale=loss_scale,
        caption=caption,
        transparent=transparent,
        card=card,
        overlay=overlay,
        squares=squares,
        words=found,
    )
    if size is None:
        scene = in_default_size(scene, len(recording) if isinstance(recording, Comparison) else 1)
    pacing = Pacing(
        every=every,
        fps=fps,
        hold_first=hold_first,
        hold_last=hold_last,
        hold_each=hold_each,
        plays=plays,
        frames=frames,
        duration=duration,
        tween=tween,
        rewind=rewind,
        explain=explain,
    )
    return Animation(recording, scene, pacing)
