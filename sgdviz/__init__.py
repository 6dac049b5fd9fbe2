"""sgdviz: point it at a training loop, get the animation that explains it.

::

    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.01), passes=50, seed=0)
    sgdviz.animate(recording, panels=("fit", "loss")).save("sgd_line.gif")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgdviz import data, toys
    from sgdviz.animation import Animation, Output, animate
    from sgdviz.comparison import Comparison
    from sgdviz.csv_data import Table, read_csv
    from sgdviz.data import Dataset
    from sgdviz.errors import DrawingError, InputError, OutputError, RecordingError, SgdvizError, UnknownNameError
    from sgdviz.models import MLP, Line, Neuron, Scale
    from sgdviz.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
    from sgdviz.recorder import Recorder
    from sgdviz.recording import Recording, Step
    from sgdviz.rendering import Frame
    from sgdviz.scene import Scene
    from sgdviz.schedules import Constant, Cosine, Decay, Schedule
    from sgdviz.theme import DARK, LIGHT, Theme
    from sgdviz.timeline import Cue, Pacing
    from sgdviz.training import fit, train

__version__ = "0.1.0"

__all__ = [
    "DARK",
    "LIGHT",
    "MLP",
    "SGD",
    "AdaGrad",
    "Adam",
    "Animation",
    "Comparison",
    "Constant",
    "Cosine",
    "Cue",
    "Dataset",
    "Decay",
    "DrawingError",
    "Frame",
    "InputError",
    "Line",
    "Momentum",
    "Nesterov",
    "Neuron",
    "Output",
    "OutputError",
    "Pacing",
    "RMSProp",
    "Recorder",
    "Recording",
    "RecordingError",
    "Scale",
    "Scene",
    "Schedule",
    "SgdvizError",
    "Step",
    "Table",
    "Theme",
    "UnknownNameError",
    "animate",
    "data",
    "fit",
    "read_csv",
    "toys",
    "train",
]

_HOMES = {
    "animation": ("Animation", "Output", "animate"),
    "comparison": ("Comparison",),
    "csv_data": ("Table", "read_csv"),
    "data": ("Dataset",),
    "errors": ("DrawingError", "InputError", "OutputError", "RecordingError", "SgdvizError", "UnknownNameError"),
    "models": ("MLP", "Line", "Neuron", "Scale"),
    "optimizers": ("SGD", "AdaGrad", "Adam", "Momentum", "Nesterov", "RMSProp"),
    "recorder": ("Recorder",),
    "recording": ("Recording", "Step"),
    "rendering": ("Frame",),
    "scene": ("Scene",),
    "schedules": ("Constant", "Cosine", "Decay", "Schedule"),
    "theme": ("DARK", "LIGHT", "Theme"),
    "timeline": ("Cue", "Pacing"),
    "training": ("fit", "train"),
}
"""Where each name is defined. It is imported when it is used: ``sgdviz --help`` need not wait for Matplotlib."""


def __getattr__(name: str) -> Any:
    if name in ("data", "toys"):
        return import_module(f"sgdviz.{name}")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"sgdviz.{module}"), name)
    raise AttributeError(f"module 'sgdviz' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
