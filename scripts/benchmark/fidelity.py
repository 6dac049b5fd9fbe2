"""Print how near the worst frame of a GIF of lesson line is to its drawn frames, in decibels.

Called with the GIF and the options that it was made with. Source: peak signal-to-noise ratio, 10 log10(255**2 / MSE).
"""

import sys

import numpy as np
from PIL import Image, ImageSequence

from sgdviz.cli.lesson import lesson
from sgdviz.cli.options import drawing_settings, given
from sgdviz.jobs import animate_lesson, find_lesson

path, *options = sys.argv[1:]
settings = drawing_settings(given(lesson.make_context("lesson", options).params))
worst = float("inf")
with Image.open(path) as picture:
    pages = ImageSequence.Iterator(picture)
    shown, until, now = np.empty(0), 0.0, 0.0
    for frame in animate_lesson(find_lesson("line"), settings=settings).frames():
        if now >= until - 0.006:  # equal frames are one page, shown for the time of all
            page = next(pages)
            shown, until = np.asarray(page.convert("RGB"), dtype=np.float64), until + page.info["duration"] / 1000
        error = np.mean((shown - frame.rgb) ** 2)
        worst = min(worst, 10 * np.log10(255**2 / max(error, 1e-9)))
        now += frame.seconds
print(f"{worst:.1f} dB")
