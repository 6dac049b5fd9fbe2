"""One savefig per frame, put together by imageio."""

import io
import sys

import imageio.v3 as iio
from figure import EVERY_SECOND, Picture, rows

path, frames = sys.argv[1], int(sys.argv[2])
picture = Picture(rows(frames))
pages = []
for row in range(frames):
    picture.show(row)
    buffer = io.BytesIO()
    picture.figure.savefig(buffer, format="png")
    pages.append(iio.imread(buffer.getvalue())[..., :3])
iio.imwrite(path, pages, duration=1000 / EVERY_SECOND, loop=0)
