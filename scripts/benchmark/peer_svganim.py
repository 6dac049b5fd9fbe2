"""The package svganim: FuncAnimation as an animated SVG."""

import sys

from figure import EVERY_SECOND, Picture, rows
from matplotlib.animation import FuncAnimation
from svganim import SvgAnimWriter

path, frames = sys.argv[1], int(sys.argv[2])
picture = Picture(rows(frames))
animation = FuncAnimation(picture.figure, picture.show, frames=frames, interval=1000 / EVERY_SECOND)
animation.save(path, writer=SvgAnimWriter(fps=EVERY_SECOND))
