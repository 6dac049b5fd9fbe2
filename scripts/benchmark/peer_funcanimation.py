"""matplotlib.animation: FuncAnimation with PillowWriter."""

import sys

from figure import EVERY_SECOND, Picture, rows
from matplotlib.animation import FuncAnimation, PillowWriter

path, frames = sys.argv[1], int(sys.argv[2])
picture = Picture(rows(frames))
animation = FuncAnimation(picture.figure, picture.show, frames=frames, interval=1000 / EVERY_SECOND, blit=True)
animation.save(path, writer=PillowWriter(fps=EVERY_SECOND))
