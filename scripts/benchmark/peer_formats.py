"""Pillow and imageio: a folder of PNG frames as an animation, with the defaults of each.

Called with who writes, the folder and the output. The frames last 0.04 s each.
"""

import sys
from pathlib import Path

import imageio.v3 as iio
from PIL import Image

CODECS = {".mp4": "libx264", ".webm": "libvpx-vp9"}
"""Of these imageio has no default."""

writer, folder, output = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
files = sorted(folder.iterdir())
if writer == "imageio":
    frames = [iio.imread(file)[..., :3] for file in files]
    if output.suffix in CODECS:
        iio.imwrite(output, frames, plugin="pyav", codec=CODECS[output.suffix], fps=25)
    else:
        iio.imwrite(output, frames, duration=40, loop=0)
else:
    lossless = {"lossless": True} if writer.endswith("lossless") else {}
    kind = "PNG" if output.suffix == ".apng" else None
    first, *others = [Image.open(file).convert("RGB") for file in files]
    first.save(output, kind, save_all=True, append_images=others, duration=40, loop=0, **lossless)
