"""sgdviz: point it at a training loop, get the animation that explains it.

::

    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.01), passes=50, seed=0)
    sgdviz.animate(recording, panels=("fit", "loss")).save("sgd_line.gif")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgdviz import data
    from sgdviz.animation import Animation, animate
    from sgdviz.data import Dataset, read_csv
    from sgdviz.drawing.agg import Frame
    from sgdviz.drawing.panels.panel import Panel
    from sgdviz.drawing.scene import Scene
    from sgdviz.drawing.theme import DARK, LIGHT, Theme
    from sgdviz.drawing.words import Words
    from sgdviz.errors import (
        DataWarning,
        DrawingError,
        InputError,
        MissingCharacterWarning,
        OutputError,
        RecordingError,
        SgdvizError,
        UnknownNameError,
    )
    from sgdviz.export.save import Output
    from sgdviz.jobs.batch import JobResult, JobsError, batch
    from sgdviz.pacing import Cue, Pacing
    from sgdviz.recording import Recorder, Recording, Step
    from sgdviz.recording.hooks.record import record
    from sgdviz.training import fit, train
    from sgdviz.training.models import MLP, Line, LinearNetwork, Logistic, Neuron, Proportion
    from sgdviz.training.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
    from sgdviz.training.schedules import Cosine, Decay, Schedule

__version__ = "0.1.0"

__all__ = [
    "DARK",
    "LIGHT",
    "MLP",
    "SGD",
    "AdaGrad",
    "Adam",
    "Animation",
    "Cosine",
    "Cue",
    "DataWarning",
    "Dataset",
    "Decay",
    "DrawingError",
    "Frame",
    "InputError",
    "JobResult",
    "JobsError",
    "Line",
    "LinearNetwork",
    "Logistic",
    "MissingCharacterWarning",
    "Momentum",
    "Nesterov",
    "Neuron",
    "Output",
    "OutputError",
    "Pacing",
    "Panel",
    "Proportion",
    "RMSProp",
    "Recorder",
    "Recording",
    "RecordingError",
    "Scene",
    "Schedule",
    "SgdvizError",
    "Step",
    "Theme",
    "UnknownNameError",
    "Words",
    "animate",
    "batch",
    "data",
    "fit",
    "read_csv",
    "record",
    "train",
]

_HOMES = {
    "animation": ("Animation", "animate"),
    "data": ("Dataset", "read_csv"),
    "errors": (
        "DataWarning",
        "DrawingError",
        "InputError",
        "MissingCharacterWarning",
        "OutputError",
        "RecordingError",
        "SgdvizError",
        "UnknownNameError",
    ),
    "pacing": ("Cue", "Pacing"),
    "recording.hooks.record": ("record",),
    "recording": ("Recorder", "Recording", "Step"),
    "drawing.agg": ("Frame",),
    "drawing.panels.panel": ("Panel",),
    "drawing.scene": ("Scene",),
    "drawing.theme": ("DARK", "LIGHT", "Theme"),
    "drawing.words": ("Words",),
    "export.save": ("Output",),
    "jobs.batch": ("JobResult", "JobsError", "batch"),
    "training": ("fit", "train"),
    "training.models": ("MLP", "Line", "LinearNetwork", "Logistic", "Neuron", "Proportion"),
    "training.optimizers": ("SGD", "AdaGrad", "Adam", "Momentum", "Nesterov", "RMSProp"),
    "training.schedules": ("Cosine", "Decay", "Schedule"),
}
"""The module of each name. It is imported on first use, so that ``sgdviz --help`` does not wait for Matplotlib."""


def __getattr__(name: str) -> Any:
    if name == "data":
        return import_module("sgdviz.data")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"sgdviz.{module}"), name)
    raise AttributeError(f"module 'sgdviz' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
