"""Writing the outputs of an animation, kind by kind, in one pass over the frames."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sgdviz.atomic import output_errors
from sgdviz.export.film import NOTHING, Chapter, cues_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sgdviz.atomic import Transaction
    from sgdviz.export.film import Film
    from sgdviz.export.format import Format
    from sgdviz.export.stills import Still


def write_pixels(
    films: dict[str, Film],
    chapters: tuple[Chapter, ...],
    formats: dict[str, Format],
    gif: Format,
    still: Still,
    workers: int | None,
    outputs: Transaction,
    on_frame: Callable[[], object] | None,
) -> bytes:
    """Write the frames to the formats that take pixels: all frames first, then the stills.

    Returns the file of the format `gif`, where another takes it: that of an output, or one that is kept in memory.
    """
    kinds = {path: kind for path, kind in formats.items() if kind.takes == "pixels"}
    takers = [path for path, kind in formats.items() if kind.takes == "file"]
    inside = next((path for path, kind in kinds.items() if kind == gif), takers[0]) if takers else None
    if inside is not None:
        kinds[inside] = gif
    for path, kind in kinds.items():
        kind.pixel_exporter().check_film(path, films[path])
    targets = {path: BytesIO() if path in takers else _target(path, kind, outputs) for path, kind in kinds.items()}
    writers = {
        path: kind.pixel_exporter().writer(targets[path], films[path], kind.settings) for path, kind in kinds.items()
    }
    moving = [path for path, kind in kinds.items() if not kind.still]
    if moving:
        from sgdviz.export.workers import Job, default_workers, packets

        cues = cues_of(chapters)
        job = Job(chapters, replace(films[moving[0]], about=NOTHING), tuple(kinds[path] for path in moving))
        processes = (workers or default_workers(len(cues))) if job.is_parallel else 1
        with closing(packets(job, processes)) as all_packets:
            for cue, packet_of_each in zip(cues, all_packets, strict=True):
                for path, packet in zip(moving, packet_of_each, strict=True):
                    with output_errors(path):
                        writers[path].add(packet, cue.seconds)
                if on_frame is not None:
                    on_frame()
    for path, kind in kinds.items():
        with output_errors(path):
            if kind.still:
                from sgdviz.drawing.agg import renderer_of

                encoder = kind.pixel_exporter().encoder(films[path], kind.settings)
                writers[path].add(
                    encoder.encode(renderer_of(still.layout).still(still.cue), last=True), still.cue.seconds
                )
            writers[path].finish()
    if inside is None:
        return b""
    file = targets[inside]
    assert not isinstance(file, Path)
    with output_errors(inside):
        file.seek(0)
        return file.read()


def write_layers(
    films: dict[str, Film],
    chapters: tuple[Chapter, ...],
    formats: dict[str, Format],
    still: Still | None,
    outputs: Transaction,
) -> None:
    """Write the animation to the formats that take layers; where they can be stills, the `still` if there is one."""
    for path, kind in formats.items():
        if kind.takes == "layers":
            is_still = still is not None and kind.is_still(step_asked=True)
            with output_errors(path):
                shown = (Chapter(still.layout, (still.cue,)),) if still is not None and is_still else chapters
                kind.layer_exporter().write(outputs.file(path), films[path], shown, kind.settings)


def write_stills(
    films: dict[str, Film], formats: dict[str, Format], stills: dict[str, Sequence[Still]], outputs: Transaction
) -> None:
    """Write to each of the formats that take stills its own."""
    for path, kind in formats.items():
        if kind.takes == "stills":
            with output_errors(path):
                kind.stills_exporter().write(_target(path, kind, outputs), films[path], stills[path], kind.settings)


def write_files(films: dict[str, Film], formats: dict[str, Format], gif: bytes, outputs: Transaction) -> None:
    """Write the formats that take a file."""
    for path, kind in formats.items():
        if kind.takes == "file":
            with output_errors(path):
                kind.file_exporter().write(outputs.file(path), films[path], gif, kind.settings)


def _target(path: str, kind: Format, outputs: Transaction) -> BinaryIO | Path:
    """Return the open file, or the empty folder, that will replace `path`."""
    return outputs.folder(path, kind.load().is_own_file) if kind.folder else outputs.file(path)
