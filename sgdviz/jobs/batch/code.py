"""The process of one script or article: it runs the code, writes the outputs, and says in a file what it made."""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgdviz.errors import DrawingError, InputError, SgdvizError, UnknownNameError
from sgdviz.jobs.batch.make import drawing, output_place, written
from sgdviz.jobs.batch.options import FINDING, OPTIONS, check_together, is_file, read_option, read_options
from sgdviz.jobs.batch.own_process import ANSWER, STILL
from sgdviz.jobs.batch.task import Made, Task
from sgdviz.jobs.settings import overridden

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sgdviz.jobs.article import Candidate
    from sgdviz.jobs.article.article import Article
    from sgdviz.recording.capture import Captured, Program


def main(folder: Path) -> None:
    """Make the task that is written in `folder`, and write the answer there."""
    _end_with_parent()
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    task = Task(**{**request, "outputs": tuple(request["outputs"])})
    make = _of_script if task.kind == "script" else _of_article
    _answer(folder, lambda: make(task, read_options(task.kind, task.settings), folder))


def _answer(folder: Path, make: Callable[[], Made]) -> None:
    """Write what `make` makes, or why it failed, as the answer."""
    try:
        made = make()
    except SgdvizError as error:
        made = Made(failed=" ".join(str(error).split()))
    except SyntaxError as error:
        made = Made(failed=f"{error.filename}:{error.lineno}: {error.msg}")
    outputs = {output: str(output_place(folder, output)) for output in made.outputs}
    answer = {
        "outputs": outputs,
        "final_cost": made.final_cost,
        "frames": made.frames,
        "notes": made.notes,
        "failed": made.failed,
    }
    (folder / STILL).write_bytes(made.still)
    (folder / ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def _end_with_parent() -> None:
    """End this process when the pipe at its standard input is closed; the code that it runs reads nothing there."""
    pipe = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)

    def wait() -> None:
        while os.read(pipe, 1024):
            pass
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _of_script(task: Task, options: Mapping[str, Any], folder: Path) -> Made:
    """Run a script, and make its outputs. Raises `DrawingError` where it fails or trains nothing."""
    from sgdviz.jobs.script import Running, ran_script
    from sgdviz.recording.capture import Find, read_program

    program = read_program(options["script"])
    find = Find(**{name: options[name] for name in FINDING if name in options})
    arguments, answers = (tuple(options.get(name, ())) for name in ("arguments", "input"))
    running = Running(arguments, answers, options.get("max_steps"), options.get("time_limit"))

    def drawn(captured: Captured) -> Made:
        return _of_captured(program, captured, task, options, folder)

    def leaving(captured: Captured) -> None:
        _answer(folder, lambda: drawn(captured))

    return drawn(ran_script(program, running, find, leaving))


def _of_captured(program: Program, captured: Captured, task: Task, options: Mapping[str, Any], folder: Path) -> Made:
    """Make the outputs of a script from what it did."""
    from sgdviz.jobs.script import chosen_runs, script_animation

    is_whole = not captured.failed or captured.stopped or options.get("keep_partial")
    if captured.exit_code and not (is_whole and captured.runs):
        raise DrawingError(f"{options['script']} ended with exit code {captured.exit_code}")
    if not captured.runs:
        why = "; ".join(captured.notes) or "it has no loop that trains parameters"
        raise DrawingError(f"nothing was recorded of {options['script']}: {why}")
    animation = script_animation(program, chosen_runs(captured.runs, options.get("loop")), drawing(options))
    made = written(animation, task.outputs, options, folder)
    return Made(made.outputs, 0.0, made.final_cost, made.frames, (*captured.notes, *made.notes), made.still)


def _of_article(task: Task, options: Mapping[str, Any], folder: Path) -> Made:
    """Run an article, and make its pictures, each under its own name in the folder that is the output."""
    from sgdviz.jobs.article import candidates_of, check_settings, pictures_of, read_article, run_article
    from sgdviz.jobs.article.draw import drawn

    article = read_article(options["article"])
    settings = {name: value for name, value in options.items() if name not in ("article", "seed", "loop")}
    check_settings(settings)
    candidates = [_with_comment(article, each, settings) for each in candidates_of(article)]
    ran = run_article(article, options.get("seed"))
    if ran.exit_code:
        raise DrawingError(f"{article.path} ended with exit code {ran.exit_code}")
    pictures, notes = pictures_of(article, candidates, ran.runs)
    target, *_ = task.outputs
    made: list[Made] = []
    for picture in pictures:
        output = f"{target}{picture.place.name}"
        if any(output in each.outputs for each in made):
            raise DrawingError(f"{article.path} shows two pictures called {picture.place.name}; rename one")
        made.append(written(drawn(article, picture, ran), (output,), picture.settings, folder))
    outputs = {output: data for each in made for output, data in each.outputs.items()}
    frames = sum(each.frames for each in made)
    return Made(
        outputs,
        0.0,
        made[-1].final_cost,
        frames,
        (*ran.notes, *notes, *(note for each in made for note in each.notes)),
        made[-1].still,
    )


def _with_comment(article: Article, candidate: Candidate, settings: Mapping[str, Any]) -> Candidate:
    """Return an image with the options in the comment before it, and those of the job for the rest.

    Raises `InputError`, which names the line of the comment.
    """
    if candidate.image.options is None:
        return replace(candidate, settings=settings)
    line, words = candidate.image.options
    try:
        own = dict(map(_option_in, words))
        loop = own.pop("loop", None)
        for name in ("theme", "words"):
            if is_file(name, own.get(name)):
                own[name] = str(article.path.parent / own[name])
        together = overridden(settings, own)
        check_together("article", together)
    except InputError as error:
        raise InputError(f"{article.path}:{line}: {error}") from None
    return replace(candidate, settings=together, loop=loop)


def _option_in(word: str) -> tuple[str, Any]:
    """Return the name and the value of an option in a word of a comment, such as ``fps=25`` or ``transparent``."""
    name, equals, text = word.partition("=")
    name = name.lstrip("-").replace("-", "_")
    known = [option for option in OPTIONS["article"] if option not in ("article", "seed")]
    if name not in known:
        raise UnknownNameError("option", name, known)
    value: Any = text if equals else True
    with suppress(ValueError):
        value = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}.get(
            text.lower(), value
        )
        value = float(text)
        value = int(text)
    try:
        return name, read_option("article", name, value)
    except InputError:
        return name, read_option("article", name, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
