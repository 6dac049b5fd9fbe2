"""How it is drawn: a scene, a recording and cues in; frames out."""

from sgdviz.rendering.frame import Frame
from sgdviz.rendering.renderer import Renderer
from sgdviz.rendering.transparent import renderer_of

__all__ = ["Frame", "Renderer", "renderer_of"]
