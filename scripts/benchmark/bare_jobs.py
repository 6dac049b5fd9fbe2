"""The animations of a batch, made one after the other in this process, with nothing around them."""

import sys
from pathlib import Path

from sgdviz.jobs import animate_lesson, find_lesson

folder, count = Path(sys.argv[1]), int(sys.argv[2])
for seed in range(count):
    settings = {"size": (400, 200), "every": "pass"}
    animation = animate_lesson(find_lesson("line"), training={"seed": (seed,)}, settings=settings)
    animation.save(folder / "bare.gif", workers=1)
