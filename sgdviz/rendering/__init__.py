"""How it is drawn: a scene, a recording and cues in; frames out."""

from sgdviz.rendering.frame import Frame
from sgdviz.rendering.renderer import Renderer

__all__ = ["Frame", "Renderer"]
