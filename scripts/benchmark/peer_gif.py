"""The package gif: a decorated function that draws one frame."""

import sys

import gif
from figure import EVERY_SECOND, Picture, rows
from matplotlib import pyplot as plt

path, frames = sys.argv[1], int(sys.argv[2])
run = rows(frames)
gif.options.matplotlib["dpi"] = 100


@gif.frame
def draw(row: int) -> None:
    """Draw a figure of its own for every frame, as the package asks."""
    Picture(run).show(row)


pages = [draw(row) for row in range(frames)]
plt.close("all")
gif.save(pages, path, duration=1000 / EVERY_SECOND)
