"""matplotlib.animation in a process pool: the same GIFs, several at a time."""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from figure import EVERY_SECOND, Picture, rows
from matplotlib.animation import FuncAnimation, PillowWriter


def make(path: Path, frames: int) -> None:
    """Make one GIF."""
    picture = Picture(rows(frames))
    animation = FuncAnimation(picture.figure, picture.show, frames=frames, interval=1000 / EVERY_SECOND, blit=True)
    animation.save(path, writer=PillowWriter(fps=EVERY_SECOND))


if __name__ == "__main__":
    folder, count, frames = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(make, [folder / f"{number}.gif" for number in range(count)], [frames] * count):
            pass
