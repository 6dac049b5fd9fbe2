"""The hub: a Recording holds everything that a picture of a training run needs, and nothing of the model behind it."""

from sgdviz.recording.comparison import Comparison
from sgdviz.recording.recorder import Recorder
from sgdviz.recording.recording import Recording, Step

__all__ = ["Comparison", "Recorder", "Recording", "Step"]
