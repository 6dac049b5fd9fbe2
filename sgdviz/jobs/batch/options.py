"""The flat options of a job: those of the command line, with underscores, and the values that they may have.

A value is written as in TOML, or as the text of the command line: ``size = [400, 200]`` or ``size = "400x200"``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sgdviz import checks, option_texts
from sgdviz.checks import shown
from sgdviz.errors import InputError
from sgdviz.jobs.settings import pacing_of, scene_of
from sgdviz.training.registry import OPTIMIZERS, build_optimizer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Kind = Literal["lesson", "recording", "script", "article"]
    Reader = Callable[[str, Any], Any]
    """Of the name of an option and its value in a job, the value that its verb has; it raises `InputError`."""


def _text(name: str, value: Any) -> str:
    return checks.text(name, value)


def _path(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        raise InputError(f"{name} is {shown(value)}; give the path of a file")
    return value


def _paths(name: str, value: Any) -> tuple[str, ...]:
    return tuple(_path(name, each) for each in (value if isinstance(value, list | tuple) else [value]))


def _float(name: str, value: Any) -> float:
    return checks.finite(name, value)


def _whole(name: str, value: Any) -> int:
    return checks.whole(name, value, least=0)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return option_texts.names_of(value)
    if not isinstance(value, list | tuple) or not value:
        raise InputError(f"{name} is {shown(value)}; give a list of names, as in ['a', 'b']")
    return tuple(checks.text(name, each) for each in value)


def _several(one: Callable[[str, Any], Any], of_text: Callable[[str], tuple[Any, ...]]) -> Reader:
    """Return the reader of one number or of several, which are compared in one animation."""

    def read(name: str, value: Any) -> tuple[Any, ...]:
        if isinstance(value, str):
            return tuple(one(name, each) for each in of_text(value))
        return tuple(one(name, each) for each in (value if isinstance(value, list | tuple) and value else [value]))

    return read


def _or_text(one: Reader, of_text: Callable[[str], Any]) -> Reader:
    """Return the reader of a value that may also be the text of the command line."""
    return lambda name, value: of_text(value) if isinstance(value, str) else one(name, value)


def _size(name: str, value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise InputError(f"{name} is {shown(value)}; give the width and the height in pixels, as in '800x400'")
    return tuple(checks.whole(name, side, least=1) for side in value)


def _positive(name: str, value: Any) -> float:
    return checks.positive(name, value)


def _count(name: str, value: Any) -> int:
    return checks.whole(name, value, least=1)


def _start(name: str, value: Any) -> dict[str, float]:
    if not hasattr(value, "items"):
        raise InputError(f"{name} is {shown(value)}; give a table of parameters, as in {{ m = 1, b = 0 }}")
    return {str(key): checks.finite(name, number) for key, number in value.items()}


def _moments(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        value = ",".join(map(str, value))
    return option_texts.moments_text_of(str(value) if isinstance(value, int) else checks.text(name, value))


def _lines(name: str, value: Any) -> tuple[str, ...]:
    return tuple(checks.text(name, each) for each in (value if isinstance(value, list | tuple) else [value]))


def _optimizers(name: str, value: Any) -> tuple[str, ...]:
    return tuple(checks.one_of("optimizer", each, OPTIMIZERS) for each in _texts(name, value))


SCENE: dict[str, Reader] = {
    "panels": _texts,
    "theme": _text,
    "words": _text,
    "size": _or_text(_size, option_texts.size_of),
    "scale": _float,
    "title": _text,
    "caption": _text,
    "transparent": checks.flag,
    "card": checks.flag,
    "loss_scale": _text,
    "overlay": checks.flag,
    "squares": checks.flag,
}
PACING: dict[str, Reader] = {
    "every": _or_text(_whole, option_texts.every_of),
    "frames": _whole,
    "fps": _float,
    "duration": _float,
    "tween": _whole,
    "explain": _whole,
    "rewind": checks.flag,
    "hold_first": _float,
    "hold_last": _float,
    "hold_each": _float,
    "plays": _whole,
}
SAVING: dict[str, Reader] = {
    "at": _moments,
    "strip": _count,
    "max_size": _or_text(_count, option_texts.file_size_of),
    "compatible": checks.flag,
    "embed_recording": checks.flag,
}
SLIDES: dict[str, Reader] = {"deck": checks.flag, "template": _path}
TRAINING: dict[str, Reader] = {
    "passes": _or_text(_count, option_texts.passes_of),
    "optimizer": _optimizers,
    "step_size": _several(_positive, option_texts.numbers_of),
    "seed": _several(_whole, option_texts.whole_numbers_of),
    "start": _or_text(_start, option_texts.start_of),
    "batch_size": _or_text(_count, option_texts.batch_size_of),
    "shuffle": checks.flag,
}
DATA: dict[str, Reader] = {
    "data": _path,
    "x": _texts,
    "y": _text,
    "classes": _texts,
    "class": _text,
    "positive": _text,
}
FINDING: dict[str, Reader] = {"params": _texts, "x": _text, "y": _text, "predict": _text, "loss": _text}

_DRAWING = {**SCENE, **PACING, **SAVING}

OPTIONS: dict[Kind, dict[str, Reader]] = {
    "lesson": {"lesson": _text, **DATA, **TRAINING, **_DRAWING, **SLIDES},
    "recording": {"recording": _paths, **_DRAWING, **SLIDES},
    "script": {
        "script": _path,
        "arguments": _texts,
        **FINDING,
        "loop": _count,
        "keep_partial": checks.flag,
        "input": _lines,
        "max_steps": _count,
        "time_limit": _positive,
        **_DRAWING,
        **SLIDES,
    },
    "article": {"article": _path, "seed": _whole, "loop": _count, **_DRAWING},
}
"""The flat options of each kind of job."""

TOGETHER = ("card", "squares", "overlay")
"""Options of the scene that are right or wrong together with others."""


def read_options(kind: Kind, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the flat options in a job's `settings` as its verb has them. Raises `InputError`."""
    readers = OPTIONS[kind]
    return {name: read_option(kind, name, value) for name, value in settings.items() if name in readers}


def read_option(kind: Kind, name: str, value: Any) -> Any:
    """Return the value of one option as its verb has it. Raises `InputError`."""
    return OPTIONS[kind][name](name.replace("_", " "), value)


def check_option(kind: Kind, name: str, value: Any) -> None:
    """Raise `InputError` for a value that the option `name` cannot have, whatever the others are.

    Theme and words in files are read where the job is made.
    """
    found = read_option(kind, name, value)
    if name in SCENE and name not in TOGETHER and not is_file(name, found):
        scene_of({}, {name: found}, runs=1)
    elif name in PACING:
        pacing_of({}, {name: found})
    elif name == "step_size":
        for each in found:
            build_optimizer({"name": "sgd", "step_size": each})


def check_together(kind: Kind, settings: Mapping[str, Any]) -> None:
    """Raise `InputError` for settings of the scene, or of the pacing, that contradict each other."""
    found = {
        name: read_option(kind, name, value)
        for name, value in settings.items()
        if name in (*SCENE, *PACING) and not is_file(name, value)
    }
    scene_of({}, {name: value for name, value in found.items() if name in SCENE}, runs=1)
    pacing_of({}, {name: value for name, value in found.items() if name in PACING})


def is_file(name: str, value: object) -> bool:
    """Return whether the value of an option is the path of a theme or of words."""
    return name in ("theme", "words") and isinstance(value, str) and value.lower().endswith(".toml")


def as_option(name: str) -> str:
    """Return the option of the command line for a name."""
    return f"--{name.replace('_', '-')}"
