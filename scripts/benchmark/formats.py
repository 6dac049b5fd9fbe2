"""Write the post's run in every format, and the same frames with other tools, and print each as a row of Markdown.

All show 301 frames of 800x400 pixels for 0.04 s each. The other tools are given the drawn frames as PNG files, and
svganim, which needs a Matplotlib figure, a plainer picture of the same run.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from measure import SGDVIZ, measure, median
from near import worst_frame

from sgdviz.export.save import FOLDER, FORMATS

EVEN = ("--hold-first", "0.04", "--hold-last", "0.04")
FPS = "25"


class Contender(NamedTuple):
    """A row: the format and who writes it, the command, its output, and whether it shows the drawn frames."""

    format: str
    writer: str
    command: list[str]
    output: Path
    moves: bool = True


def ours(folder: Path) -> list[Contender]:
    """Return the formats of sgdviz, and the GIF for older programs."""
    rows = []
    for suffix, kind in FORMATS.items():
        name = "PNG folder" if suffix == FOLDER else f"{suffix}, a still" if kind.still else suffix
        place = f"{folder}/ours/" if suffix == FOLDER else str(folder / f"ours{suffix}")
        moves = kind.takes == "pixels" and not kind.still
        rows.append(Contender(name, "sgdviz", [*SGDVIZ, place, *EVEN], Path(place), moves))
        if suffix == ".gif":
            place = str(folder / "compatible.gif")
            command = [*SGDVIZ, place, *EVEN, "--compatible"]
            rows.append(Contender(name, "sgdviz --compatible", command, Path(place)))
    return rows


def others(folder: Path, frames: Path) -> list[Contender]:
    """Return what Pillow, imageio, ffmpeg and svganim can write, where they are installed."""
    rows = []
    for suffix, writer in (
        (".gif", "Pillow"),
        (".gif", "imageio"),
        (".apng", "Pillow"),
        (".webp", "Pillow"),
        (".webp", "Pillow, lossless"),
        (".mp4", "imageio"),
        (".webm", "imageio"),
    ):
        output = folder / f"{writer.replace(', ', '_')}{suffix}"
        command = [sys.executable, "peer_formats.py", writer, str(frames), str(output)]
        rows.append(Contender(suffix, writer, command, output))
    if shutil.which("ffmpeg"):
        for suffix, writer, options in (
            (".gif", "ffmpeg", []),
            (".gif", "ffmpeg, palettegen", ["-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"]),
            (".apng", "ffmpeg", ["-plays", "0"]),
            (".webp", "ffmpeg", []),
            (".mp4", "ffmpeg", []),
            (".mp4", "ffmpeg, yuv420p", ["-pix_fmt", "yuv420p"]),
            (".webm", "ffmpeg, yuv420p", ["-pix_fmt", "yuv420p"]),
        ):
            output = folder / f"{writer.replace(', ', '_')}{suffix}"
            source = ["ffmpeg", "-v", "error", "-framerate", FPS, "-i", str(frames / "frame_%04d.png")]
            rows.append(Contender(suffix, writer, [*source, *options, "-y", str(output)], output))
    if find_spec("svganim"):
        output = folder / "svganim.svg"
        command = [sys.executable, "peer_svganim.py", str(output), "301"]
        rows.append(Contender(".svg", "svganim, a plainer picture", command, output, moves=False))
    return rows


def compare_formats(folder: Path, rounds: int, *, peers: bool) -> None:
    """Print the table, format by format; `rounds` is the number of runs of sgdviz, and the others run once."""
    frames = folder / "drawn"
    measure([*SGDVIZ, f"{frames}/", *EVEN])
    rows = [*ours(folder), *(others(folder, frames) if peers else ())]
    order = list(dict.fromkeys(row.format for row in rows))
    print(f"\n301 frames, 800x400, sgdviz: medians of {rounds} runs, the others once, on {os.cpu_count()} cores\n")
    print("| format | written by | bytes | gzipped | wall s | CPU s | peak MB | worst frame |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for row in sorted(rows, key=lambda row: order.index(row.format)):
        many = rounds if row.writer.startswith("sgdviz") else 1
        took = median([measure(row.command) for _ in range(many)])
        size, packed = sizes(row.output)
        near = worst_frame(row.output, frames) if row.moves else ""
        times = f"{took.wall:.2f} | {took.cpu:.2f} | {took.memory:.0f}"
        print(f"| {row.format} | {row.writer} | {size:,} | {packed:,} | {times} | {near} |", flush=True)
    missing = [
        name for name, found in (("ffmpeg", shutil.which("ffmpeg")), ("svganim", find_spec("svganim"))) if not found
    ]
    if peers and missing:
        print(f"\nnot installed: {', '.join(missing)}")


def sizes(path: Path) -> tuple[int, int]:
    """Return the bytes of a file, or of all files of a folder, and those of each after gzip -9."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    contents = [file.read_bytes() for file in files]
    return sum(map(len, contents)), sum(len(gzip.compress(content, 9)) for content in contents)
