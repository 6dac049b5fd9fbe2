"""Training: a model, data and an optimizer in, a Recording out."""

from sgdviz.training.fit import fit
from sgdviz.training.loop import train

__all__ = ["fit", "train"]
