"""Pacing: which rows of a recording become frames, and how long each frame is shown."""

from sgdviz.pacing.cue import Cue
from sgdviz.pacing.pacing import FPS, MOST_FRAMES, Pacing

__all__ = ["FPS", "MOST_FRAMES", "Cue", "Pacing"]
