"""A recording, a scene and a pace put together: the thing that is saved."""

from __future__ import annotations

import math
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.atomic import atomic_file, output_errors
from sgdviz.checks import whole
from sgdviz.errors import InputError
from sgdviz.exporters import FORMATS, find_format
from sgdviz.fitting import Fitted, fit_gif
from sgdviz.pacing import Cue, Pacing
from sgdviz.pipeline import Job, default_workers, film_of, packets
from sgdviz.recording import Recording
from sgdviz.recording.comparison import Comparison, leader_of
from sgdviz.rendering import renderer_of
from sgdviz.scene import Scene, comfortable, fitting_panels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    from sgdviz.exporters import Film, Format
    from sgdviz.pacing.pacing import Every
    from sgdviz.rendering import Frame
    from sgdviz.theme import Theme


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written.

    It shows `frames` in `seconds` (0 for a still), has `bytes`, and `took` that many seconds to make. `given_up` says
    what it lacks for the size that was allowed.
    """

    path: str
    frames: int
    seconds: float
    bytes: int
    took: float
    given_up: str = ""


class Animation:
    """A recording, or a comparison of several, as it will be shown. Nothing is drawn until frames are asked for.

    `cues` name rows of the recording as it is shown, which between those that were recorded has the blended ones; for a
    comparison, of the recording that is shown for the most steps.
    """

    def __init__(self, recording: Recording | Comparison, scene: Scene, pacing: Pacing) -> None:
        self.recording = recording
        self.scene = scene
        self._shown, self.cues = pacing.shown(recording)
        self._leader = leader_of(self._shown)
        self.plays = pacing.plays
        self._renderer = renderer_of(scene, self._shown)

    def frames(self) -> Iterator[Frame]:
        """Yield the frames, each with pixels of its own."""
        for frame in self._renderer.frames(self.cues):
            yield replace(frame, rgba=frame.rgba.copy())

    def still(self, step: int | None = None) -> Frame:
        """Return the picture of one recorded step, or of the last; raises `InputError` for any other step."""
        return self._renderer.still(self._cue_at(step))

    def save(
        self,
        *paths: str | PathLike[str],
        at: int | None = None,
        workers: int | None = None,
        max_size: int | None = None,
        record: str | PathLike[str] | None = None,
        on_frame: Callable[[], object] | None = None,
    ) -> list[Output]:
        """Write the animation to each of `paths`, in one pass over the frames, and return what was written.

        The format goes by the suffix; a path that ends in a slash is a folder of numbered frames. A still (.png) shows
        step `at`, or the last frame. `workers` is how many processes draw; left out, as many as make it fastest. The
        bytes are the same for any number. `max_size` is the most bytes that a GIF may have; its `Output` says what was
        given up for that. `record` is where to keep the recording as well; a comparison has none of its own.
        `on_frame` is called after each frame, of every trial where a size must be fitted. Raises `InputError`,
        `OutputError` and `DrawingError`; then every output is as it was.
        """
        began = time.perf_counter()
        # fspath, not Path: a Path forgets the trailing slash that asks for a folder.
        formats = {fspath(path): find_format(fspath(path)) for path in paths}
        _check_places([fspath(path) for path in (*paths, record) if path is not None])
        _check_outputs(formats, at, max_size)
        still = self._cue_at(at)
        if workers is not None:
            whole("workers", workers, least=1)
        if max_size is not None:
            whole("max size", max_size, least=1)
        if record is not None and isinstance(self.recording, Comparison):
            raise InputError(f"record keeps one run, and {len(self.recording)} are compared; record each by itself")
        film = film_of(self._renderer, self.cues, self.plays)
        with ExitStack() as stack:
            if record is not None:
                with output_errors(record):
                    leader_of(self.recording).write(stack.enter_context(atomic_file(record)))
            if max_size is not None:
                job = Job(self.scene, self._shown, self.cues, film, (FORMATS[".gif"],))
                fitted = fit_gif(job, max_size, workers, on_frame)
                return [_put(name, fitted, stack, began) for name in formats]
            write = {name: stack.enter_context(kind.load().writer(name, film)) for name, kind in formats.items()}
            self._write_frames(film, formats, write, workers, on_frame)
            for name, kind in formats.items():
                if kind.still:
                    frame = self._renderer.still(still)
                    write[name](kind.load().encoder(film).encode(frame, last=True), still.seconds)
        took = time.perf_counter() - began
        seconds = math.fsum(cue.seconds for cue in self.cues)
        return [
            Output(name, 1 if kind.still else len(self.cues), 0.0 if kind.still else seconds, _size(Path(name)), took)
            for name, kind in formats.items()
        ]

    def _write_frames(
        self,
        film: Film,
        formats: dict[str, Format],
        write: dict[str, Callable[[Any, float], None]],
        workers: int | None,
        on_frame: Callable[[], object] | None,
    ) -> None:
        """Hand every frame to the outputs that hold all of them."""
        moving = [name for name, kind in formats.items() if not kind.still]
        if not moving:
            return
        job = Job(self.scene, self._shown, self.cues, film, tuple(formats[name] for name in moving))
        with closing(packets(job, workers or default_workers(len(self.cues)))) as made:
            for cue, packet_of_each in zip(self.cues, made, strict=True):
                for name, packet in zip(moving, packet_of_each, strict=True):
                    write[name](packet, cue.seconds)
                if on_frame is not None:
                    on_frame()

    def _cue_at(self, step: int | None) -> Cue:
        last = max(self.cues, key=lambda cue: cue.row)  # a film that is rewound does not end there
        if step is None:
            return last
        row = self._leader.row_of(step)
        if row > last.row:
            shown = self._leader.step[last.row]
            raise InputError(f"step {step} lies past the divergence at step {shown}; give a step up to that")
        return Cue(row, 0.0)


_SCENE, _PACING = Scene(), Pacing()
"""Where every default is said, once."""


def animate(
    recording: Recording | Comparison | Sequence[Recording],
    *,
    labels: Sequence[str] | None = None,
    panels: tuple[str, ...] | None = None,
    theme: str | Theme = _SCENE.theme,
    size: tuple[int, int] | None = None,
    scale: float = _SCENE.scale,
    title: str | None = _SCENE.title,
    loss_scale: str = _SCENE.loss_scale,
    caption: str | None = _SCENE.caption,
    transparent: bool = _SCENE.transparent,
    overlay: bool = _SCENE.overlay,
    every: Every = _PACING.every,
    frames: int | None = _PACING.frames,
    fps: float | None = _PACING.fps,
    duration: float | None = _PACING.duration,
    hold_first: float = _PACING.hold_first,
    hold_last: float = _PACING.hold_last,
    tween: int = _PACING.tween,
    rewind: bool = _PACING.rewind,
    plays: int = _PACING.plays,
) -> Animation:
    """Return `recording` as an animation; see `Scene` for what is shown and `Pacing` for when. Raises `InputError`.

    Several recordings are compared in step, each under one of `labels`. Without `panels` it has those that suit the
    data: fit and loss, and for several inputs the boundary or the predictions in place of the fit. Without a `size` the
    picture has one at which it can be read.
    """
    recording = compared(recording, labels)
    if panels is None:
        panels = fitting_panels(recording, overlay=overlay)
    names = panels if isinstance(panels, str) else tuple(panels)
    own = _SCENE.size if size is None else size
    scene = Scene(
        panels=names,
        theme=theme,
        size=own,
        scale=scale,
        title=title,
        loss_scale=loss_scale,
        caption=caption,
        transparent=transparent,
        overlay=overlay,
    )
    if size is None:
        scene = comfortable(scene, len(recording) if isinstance(recording, Comparison) else 1)
    pacing = Pacing(
        every=every,
        fps=fps,
        hold_first=hold_first,
        hold_last=hold_last,
        plays=plays,
        frames=frames,
        duration=duration,
        tween=tween,
        rewind=rewind,
    )
    return Animation(recording, scene, pacing)


def compared(
    recording: Recording | Comparison | Sequence[Recording], labels: Sequence[str] | None
) -> Recording | Comparison:
    """Return several recordings as a comparison, and one as it is; raises `InputError`."""
    if isinstance(recording, list | tuple):
        if labels is None:
            labels = [f"run {number}" for number in range(1, len(recording) + 1)]
        elif isinstance(labels, str):
            raise InputError(f"labels is {labels!r}; give a tuple of names, one for each run")
        return Comparison(tuple(recording), tuple(labels))
    if not isinstance(recording, Recording | Comparison):
        raise InputError(f"there is a {type(recording).__name__} to animate; give a recording or a list of them")
    if labels is not None:
        raise InputError(f"labels were given for one {type(recording).__name__}; give a list of recordings")
    return recording


def _check_places(names: list[str]) -> None:
    """Raise `InputError` for files that would be written over each other."""
    places = [Path(name).resolve() for name in names]
    if len(set(places)) < len(places) or any(one in other.parents for one in places for other in places):
        raise InputError(f"outputs must not be given twice or lie in each other: {', '.join(names)}; part them")


def _check_outputs(formats: dict[str, Format], at: int | None, max_size: int | None) -> None:
    """Raise `InputError` for outputs that cannot be made as asked."""
    if not formats:
        raise InputError("no output was given; say where to write, as in 'run.gif'")
    if at is not None and not any(kind.still for kind in formats.values()):
        raise InputError(f"step {at} was asked for, but no output is a still; give an output that ends in .png")
    if max_size is not None and any(kind is not FORMATS[".gif"] for kind in formats.values()):
        raise InputError(f"only a .gif can be made to fit a size, not {', '.join(formats)}; write the others apart")


def _put(name: str, fitted: Fitted, stack: ExitStack, began: float) -> Output:
    """Write a GIF that has been made to fit to the path `name`."""
    file = stack.enter_context(atomic_file(name))
    with output_errors(name):
        file.write(fitted.data)
    seconds = math.fsum(cue.seconds for cue in fitted.cues)
    took = time.perf_counter() - began
    return Output(name, len(fitted.cues), seconds, len(fitted.data), took, fitted.given_up)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size
