"""The code of a lesson's training loop, as a listing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sgdviz.recording.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOOP = {"batch_size": 1, "shuffle": False, "standardize": False}
"""The settings of training by which loops differ in more than their numbers, with the defaults of `fit`."""

UPDATE = "{update}"
"""The place of the lines of an optimizer in a lesson's code."""

UPDATES: dict[str, tuple[str, ...]] = {
    "sgd": ("w -= {step_size} * grad",),
    "momentum": ("velocity = 0.9 * velocity - {step_size} * grad", "w += velocity"),
    "nesterov": ("velocity = 0.9 * velocity - {step_size} * grad", "w += 0.9 * velocity - {step_size} * grad"),
    "adagrad": ("squares += grad**2", "w -= {step_size} * grad / (np.sqrt(squares) + 1e-10)"),
    "rmsprop": ("squares = 0.9 * squares + 0.1 * grad**2", "w -= {step_size} * grad / (np.sqrt(squares) + 1e-8)"),
    "adam": (
        "t += 1",
        "mean = 0.9 * mean + 0.1 * grad",
        "squares = 0.999 * squares + 0.001 * grad**2",
        "first = mean / (1 - 0.9**t)",
        "second = squares / (1 - 0.999**t)",
        "w -= {step_size} * first / (np.sqrt(second) + 1e-8)",
    ),
}
"""The lines of each optimizer with its default settings, for the vector w of all parameters and its gradient."""

_MARK = re.compile(r"\s*#: (.*)")


def listing_of(code: str, optimizer: str, numbers: Mapping[str, Any]) -> Listing:
    """Return the listing of a lesson's `code`.

    A line ends in what it does, as in ``error = prediction - y  #: forward loss``: a phase, a quantity, and the name
    of a parameter, with commas between several. Names in braces stand for `numbers`, and ``{update}`` for the lines of
    the `optimizer`.
    """
    lines, marks = [], []
    for line, text in enumerate(_with_update(code.strip("\n").split("\n"), optimizer)):
        found = _MARK.search(text)
        lines.append(_MARK.sub("", text))
        marks += [(line, *[*mark.split(), "", ""][:3]) for mark in (found[1].split(", ") if found else ())]
    for name, number in numbers.items():
        lines = [line.replace(f"{{{name}}}", str(number)) for line in lines]
    return Listing(tuple(lines), tuple(range(1, len(lines) + 1)), tuple(marks))  # type: ignore[arg-type] # they are checked


def has_code_for(code: str, optimizer: str, *, own: str) -> bool:
    """Return whether a lesson's `code`, written for its `own` optimizer, can be that of another."""
    return optimizer == own or UPDATE in code


def is_own_loop(own: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Return whether training with the settings `given` in place of a lesson's `own` runs the same loop."""
    return all(given[name] == own.get(name, default) for name, default in LOOP.items() if name in given)


def _with_update(lines: list[str], optimizer: str) -> Iterator[str]:
    """Yield lines with those of an optimizer in their place, all marked as the update."""
    for line in lines:
        if line.strip() != UPDATE:
            yield line
            continue
        *others, last = UPDATES[optimizer]
        yield from (line.replace(UPDATE, f"{other}  #: update") for other in others)
        yield line.replace(UPDATE, f"{last}  #: update parameter")
