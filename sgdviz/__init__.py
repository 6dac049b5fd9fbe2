"""sgdviz: point it at a training loop, get the animation that explains it.

::

    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(step_size=0.01), passes=50, seed=0)
    sgdviz.animate(recording, panels=("fit", "loss")).save("sgd_line.gif")
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgdviz import data
    from sgdviz.animation import Animation, Output, animate
    from sgdviz.comparison import Comparison
    from sgdviz.data import Dataset
    from sgdviz.errors import DrawingError, InputError, OutputError, RecordingError, SgdvizError, UnknownNameError
    from sgdviz.models import Line
    from sgdviz.optimizers import SGD
    from sgdviz.recorder import Recorder
    from sgdviz.recording import Recording, Step
    from sgdviz.rendering import Frame
    from sgdviz.scene import Scene
    from sgdviz.theme import DARK, LIGHT, Theme
    from sgdviz.timeline import Cue, Pacing
    from sgdviz.training import fit, train

__version__ = "0.1.0"

__all__ = [
    "DARK",
    "LIGHT",
    "SGD",
    "Animation",
    "Comparison",
    "Cue",
    "Dataset",
    "DrawingError",
    "Frame",
    "InputError",
    "Line",
    "Output",
    "OutputError",
    "Pacing",
    "Recorder",
    "Recording",
    "RecordingError",
    "Scene",
    "SgdvizError",
    "Step",
    "Theme",
    "UnknownNameError",
    "animate",
    "data",
    "fit",
    "train",
]

_HOMES = {
    "animation": ("Animation", "Output", "animate"),
    "comparison": ("Comparison",),
    "data": ("Dataset",),
    "errors": ("DrawingError", "InputError", "OutputError", "RecordingError", "SgdvizError", "UnknownNameError"),
    "models": ("Line",),
    "optimizers": ("SGD",),
    "recorder": ("Recorder",),
    "recording": ("Recording", "Step"),
    "rendering": ("Frame",),
    "scene": ("Scene",),
    "theme": ("DARK", "LIGHT", "Theme"),
    "timeline": ("Cue", "Pacing"),
    "training": ("fit", "train"),
}
"""Where each name is defined. It is imported when it is used: ``sgdviz --help`` need not wait for Matplotlib."""


def __getattr__(name: str) -> Any:
    if name == "data":
        return import_module(f"sgdviz.{name}")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"sgdviz.{module}"), name)
    raise AttributeError(f"module 'sgdviz' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
