"""Text: the faces, how wide their characters are, and fitting a text into a width."""

from sgdviz.drawing.text.direction import reads_right_to_left
from sgdviz.drawing.text.faces import FIGURE_SPACE, MINUS, Face, face
from sgdviz.drawing.text.wrapping import fitting_size, shorten, wrap

__all__ = ["FIGURE_SPACE", "MINUS", "Face", "face", "fitting_size", "reads_right_to_left", "shorten", "wrap"]
