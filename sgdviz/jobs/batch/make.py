"""Making one job, in whatever process or thread an executor has for it: from a task to the bytes of its outputs."""

from __future__ import annotations

import math
import threading
import time
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sgdviz.errors import SgdvizError, shortened
from sgdviz.jobs.batch.notices import gathered
from sgdviz.jobs.batch.options import PACING, SAVING, SCENE, SLIDES, TRAINING, read_options
from sgdviz.jobs.batch.tables import LISTS, TABLES, is_table
from sgdviz.jobs.batch.task import Made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.animation import Animation
    from sgdviz.data.files import Table
    from sgdviz.jobs.batch.task import Task
    from sgdviz.jobs.lesson import Lesson
    from sgdviz.recording import Comparison, Recording


_warming = threading.Lock()


def make(task: Task) -> Made:
    """Return the outputs of a job, or why it failed; it draws in this process alone."""
    began = time.perf_counter()
    with _warming:
        import sgdviz.jobs.batch.warm  # noqa: F401 - in one thread
    with gathered() as notes, TemporaryDirectory(prefix="sgdviz-") as temporary:
        folder = Path(temporary)
        try:
            if task.kind in ("script", "article"):
                from sgdviz.jobs.batch.own_process import made_by_code

                made = made_by_code(task, folder)
            else:
                made = _drawn(task, folder)
        except MemoryError:
            made = Made(failed="there is not enough memory; try a smaller size, or fewer workers")
        except Exception as error:  # noqa: BLE001 - one job's failure is its own
            made = Made(failed=_reason(error, task, folder))
        return Made(
            made.outputs,
            time.perf_counter() - began,
            made.final_cost,
            made.frames,
            tuple(_named_as_written(note, task, folder) for note in (*made.notes, *notes)),
            made.still,
            made.failed,
        )


def _drawn(task: Task, folder: Path) -> Made:
    """Make the outputs of a lesson or of recordings."""
    options = _with_files(read_options(task.kind, _flat(task)), task, folder)
    animation = _of_lesson(task, options) if task.kind == "lesson" else _of_recordings(task, options)
    return written(animation, task.outputs, options, folder)


def written(animation: Animation, outputs: tuple[str, ...], options: Mapping[str, Any], folder: Path) -> Made:
    """Write an animation to `outputs` below a temporary folder, and return their bytes."""
    from sgdviz.jobs.gallery import still_of

    saving = {name: options[name] for name in (*SAVING, *SLIDES) if name in options}
    if "strip" in options and "size" in options:
        saving["strip_size"] = options["size"]
    places = {output: output_place(folder, output) for output in outputs}
    for place in places.values():
        place.parent.mkdir(parents=True, exist_ok=True)
    pictures = [str(place) for place in places.values() if place.suffix != ".npz"]
    record = next((str(place) for place in places.values() if place.suffix == ".npz"), None)
    animation.save(*pictures, record=record, workers=1, **saving)
    return Made(
        {output: place.read_bytes() for output, place in places.items()},
        final_cost=final_cost_of(animation.recording),
        frames=len(animation.cues),
        notes=tuple(divergences_of(animation.recording)),
        still=still_of(animation),
    )


def divergences_of(recording: Recording | Comparison) -> list[str]:
    """Return a sentence for each run that diverged."""
    from sgdviz.recording import Comparison

    if not isinstance(recording, Comparison):
        row = recording.diverged_row
        return [] if row is None else [f"the run diverged at step {recording.step[row]}"]
    return [
        f"the run {label!r} diverged at step {run.step[run.diverged_row]}"
        for run, label in zip(recording.recordings, recording.labels, strict=True)
        if run.diverged_row is not None
    ]


def output_place(folder: Path, output: str) -> Path:
    """Return the place of an output while it is made."""
    return folder / "out" / PurePosixPath(output)


def final_cost_of(recording: Recording | Comparison) -> float | None:
    """Return the cost at the end of the run, or of the last of several; None where it is not finite."""
    from sgdviz.recording import Comparison

    last = recording.recordings[-1] if isinstance(recording, Comparison) else recording
    cost = float(last.cost[-1])
    return cost if math.isfinite(cost) else None


def _flat(task: Task) -> dict[str, Any]:
    """Return the settings of a task that are no tables of a lesson."""
    if task.kind != "lesson":
        return dict(task.settings)
    return {name: value for name, value in task.settings.items() if not is_table(name, value)}


def _with_files(options: dict[str, Any], task: Task, folder: Path) -> dict[str, Any]:
    """Write the files of a task into a temporary folder, and return the options with their paths there."""
    places = {}
    for number, (name, data) in enumerate(task.files.items()):
        place = folder / "in" / str(number) / Path(name).name
        place.parent.mkdir(parents=True)
        place.write_bytes(data)
        places[name] = str(place)
    found = dict(options)
    for name in ("data", "theme", "words", "template"):
        if found.get(name) in places:
            found[name] = places[found[name]]
    if "recording" in found:
        found["recording"] = tuple(places[each] for each in found["recording"])
    return found


def _of_lesson(task: Task, options: Mapping[str, Any]) -> Animation:
    from sgdviz.jobs.animations import animate_lesson

    table = _table(options)
    return animate_lesson(
        _lesson(task, options),
        dataset=None if table is None else table.dataset,
        training={name: options[name] for name in TRAINING if name in options},
        settings=drawing(options),
        keep_landscape=any(output.endswith(".npz") for output in task.outputs)
        or (table is not None and options.get("embed_recording", False)),
    )


def drawing(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the scene and of the pacing among the options of a job."""
    return {name: options[name] for name in (*SCENE, *PACING) if name in options}


def _lesson(task: Task, options: Mapping[str, Any]) -> Lesson:
    """Return the lesson that a job names, with the tables of the job in place of its own."""
    from sgdviz.jobs.lesson import Lesson, find_lesson

    name = options.get("lesson")
    lesson = Lesson(task.name, "", "") if name is None else find_lesson(name)
    tables = {key: task.settings[key] for key in TABLES if is_table(key, task.settings.get(key))}
    lists = {key: tuple(task.settings[key]) for key in LISTS if key in task.settings}
    return lesson.replaced(tables, lists) if tables or lists else lesson


def _table(options: Mapping[str, Any]) -> Table | None:
    """Return the data of a job that has a data file."""
    if "data" not in options:
        return None
    from sgdviz.data.columns.classes import ClassChoice
    from sgdviz.data.files import read_table

    choice = ClassChoice(options.get("positive", ""), options.get("classes", ()), options.get("class", ""))
    return read_table(options["data"], options.get("x", ()), options.get("y", ""), choice=choice)


def _of_recordings(task: Task, options: Mapping[str, Any]) -> Animation:
    from sgdviz.jobs.animations import animate_recordings, labels_of_files
    from sgdviz.recording import Recording

    recordings = [Recording.load(path) for path in options["recording"]]
    labels = labels_of_files(read_options(task.kind, task.settings)["recording"])
    return animate_recordings(recordings, labels, drawing(options))


def _reason(error: Exception, task: Task, folder: Path) -> str:
    """Return why a job failed, in one line."""
    text = " ".join(str(error).split()) if isinstance(error, SgdvizError) else f"{type(error).__name__}: {error}"
    return shortened(_named_as_written(" ".join(text.split()), task, folder))


def _named_as_written(text: str, task: Task, folder: Path) -> str:
    """Return a text with the paths of the job file in place of those in the temporary folder."""
    for number, name in enumerate(task.files):
        text = text.replace(str(folder / "in" / str(number) / Path(name).name), name)
    return text.replace(f"{folder / 'out'}/", "")
