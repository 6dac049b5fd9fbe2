"""What a script's source tells before it runs, each piece with its line."""

from __future__ import annotations

import ast
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sgdviz.recording.capture.capture import Analysis
    from sgdviz.recording.capture.training_loop import TrainingLoop

LONGEST = 60
"""The longest expression that is quoted."""


def evidence_lines(analysis: Analysis) -> Iterator[str]:
    """Yield lines about the training loops of a script and of the modules beside it."""
    for loop in analysis.loops:
        name = PurePath(loop.function.program.name).name
        yield f"{name}:{loop.line}: {_quoted(loop.node).partition(':')[0]}: one step = one turn of this loop"
        yield f"  parameters, of which the prediction's are shown: {_parameters(loop)}"
        for pair in loop.pairs:
            yield f"  prediction {_quoted(pair.prediction)}, target {_quoted(pair.target)} (line {pair.node.lineno})"
        if loop.losses:
            yield f"  loss: {', '.join(loop.losses)}"
    if not analysis.loops:
        name = PurePath(analysis.program.name).name
        yield f"{name}: no loop carries parameters from one turn to the next; steps of libraries are seen as it runs"


def _parameters(loop: TrainingLoop) -> str:
    parts = []
    for cell in loop.params:
        lines = sorted({effect.node.lineno for effect in loop.effects if cell in effect.writes})
        own = [line for line in lines if line != loop.line]
        parts.append(f"{cell} (line{'s' if len(own) > 1 else ''} {', '.join(map(str, own))})" if own else cell)
    return ", ".join(parts)


def _quoted(node: ast.AST) -> str:
    text = ast.unparse(node).splitlines()[0]
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}\u2026"
