"""Print how near the worst frame of a GIF is to what the renderer drew, in decibels.

Called with the GIF and the options that it was made with. Source: peak signal-to-noise ratio, 10 log10(255**2 / MSE).
"""

import sys

import numpy as np
from PIL import Image, ImageSequence

import sgdviz
from sgdviz.cli import lesson
from sgdviz.jobs import find_lesson

path, *options = sys.argv[1:]
found = find_lesson("line")
given = {name: value for name, value in lesson.make_context("lesson", options).params.items() if value is not None}
settings = {**found.scene, **{name: given[name] for name in ("theme", "scale", "panels", "size") if name in given}}
worst = float("inf")
with Image.open(path) as picture:
    pages = ImageSequence.Iterator(picture)
    shown, until, now = np.empty(0), 0.0, 0.0
    for frame in sgdviz.animate(found.record(), **settings).frames():
        if now >= until - 0.006:  # frames that look the same are one page, shown for the time of all
            page = next(pages)
            shown, until = np.asarray(page.convert("RGB"), dtype=np.float64), until + page.info["duration"] / 1000
        error = np.mean((shown - frame.pixels) ** 2)
        worst = min(worst, 10 * np.log10(255**2 / max(error, 1e-9)))
        now += frame.seconds
print(f"{worst:.1f} dB")
