"""What was found in a program, in words: the names of parameters, and a line that says where everything is."""

from __future__ import annotations

import ast
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.recording.capture.models import Model
    from sgdviz.recording.capture.state import Leaf
    from sgdviz.recording.capture.training_loop import Pair, TrainingLoop
    from sgdviz.recording.capture.units import Shown
    from sgdviz.recording.capture.valley import Valley
    from sgdviz.recording.recording import Recording

LONGEST = 60
"""The longest expression that is quoted."""

MOST_NAMES = 8
"""The largest number of names that are listed."""


def parameter_names(leaves: Sequence[Leaf]) -> list[str]:
    """Return the shortest names that tell leaves apart: ``w`` for ``self.w``, and ``W1`` for ``params['W1']``."""
    for name in (_last, _without_object):
        names = [name(leaf) for leaf in leaves]
        if len(set(names)) == len(names):
            return names
    return [leaf.name for leaf in leaves]


def _last(leaf: Leaf) -> str:
    steps = [key for _, key in leaf.steps if key != "data"]
    texts = [key for key in steps if isinstance(key, str)]
    name = texts[-1] if texts else leaf.cell.rpartition(".")[2]
    start = steps.index(texts[-1]) + 1 if texts else 0
    return name + "".join(f"[{key}]" for key in steps[start:])


def _without_object(leaf: Leaf) -> str:
    text = leaf.cell.rpartition(".")[2]
    for kind, key in leaf.steps:
        if key != "data":
            text += f".{key}" if kind == "attribute" else f"[{key}]"
    return text


def evidence_of(loop: TrainingLoop, model: Model, shown: Shown) -> str:
    """Return one line that says what was found, and in which lines of the file."""
    leaves = [model.predictor.state.places[number].leaf for number in model.used]
    names = parameter_names(leaves)
    listed = ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    what = ast.unparse(model.prediction)
    what = what if len(what) <= LONGEST else what[: LONGEST - 1] + "…"
    inputs, target = _data_names(shown)
    file = PurePath(loop.function.program.name).name
    return (
        f"{file}:{loop.line}: parameters {listed}; data {inputs} and {target}; prediction {what} "
        f"(line {model.line}); one step = one turn of the loop in line {loop.line}"
    )


def _data_names(shown: Shown) -> tuple[str, str]:
    """Return the names of the inputs that differ between samples, and that of the target."""
    varying = [scale.name for scale in shown.inputs if np.ptp(scale.values) > 0]
    inputs = ", ".join(varying[:MOST_NAMES]) + (
        f" and {len(varying) - MOST_NAMES} more" if len(varying) > MOST_NAMES else ""
    )
    return inputs, shown.target.name + (" (trained on scaled data)" if shown.is_scaled else "")


def evidence_of_valley(loop: TrainingLoop, names: Sequence[str], valley: Valley) -> str:
    """Return one line that says down which function a loop walks."""
    file = PurePath(loop.function.program.name).name
    what = (
        f"the function whose slope is {valley.name}, up to a constant"
        if valley.is_summed
        else f"the function {valley.name}"
    )
    step = f"one step = one turn of the loop in line {loop.line}"
    return f"{file}:{loop.line}: parameters {', '.join(names)} of {what}; {step}"


def evidence_of_points(loop: TrainingLoop, recording: Recording, pair: Pair) -> str:
    """Return one line that says what is shown where a prediction cannot be run again."""
    file = PurePath(loop.function.program.name).name
    names = list(dict.fromkeys(name.partition("[")[0] for name in recording.param_names))
    what = ast.unparse(pair.prediction)
    what = what if len(what) <= LONGEST else f"{what[: LONGEST - 1]}\u2026"
    return (
        f"{file}:{loop.line}: parameters {', '.join(names[:MOST_NAMES])}; predictions {what} and their targets "
        f"(line {pair.node.lineno}), without a curve: the prediction could not be run for other inputs; "
        f"one step = one turn of the loop in line {loop.line}"
    )


def indices(shape: tuple[int, ...]) -> list[str]:
    """Return the indices of all numbers of an array, as they are written after its name."""
    return [f"[{','.join(map(str, index))}]" if index else "" for index in np.ndindex(shape)]
