"""Pacing: which rows of a recording become frames, and how long each frame is shown."""

from sgdviz.pacing.cue import PARTS, Cue, Part, Phase
from sgdviz.pacing.pacing import FPS, MOST_FRAMES, Pacing

__all__ = ["FPS", "MOST_FRAMES", "PARTS", "Cue", "Pacing", "Part", "Phase"]
