"""Helpers of several test files: system programs, GIFs made of flat frames and read again, and marks by their roles."""

from __future__ import annotations

import functools
import http.server
import json
import os
import queue
import re
import shutil
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from PIL import Image, ImageSequence

from sgdviz.drawing.agg.frame import Box, Frame
from sgdviz.drawing.text.installed import font_with
from sgdviz.export import gif
from sgdviz.export.film import Film, film_of
from sgdviz.export.save import FORMATS
from sgdviz.export.workers import Job
from sgdviz.pacing.shot import Shot, between, cues_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sgdviz import Animation
    from sgdviz.export.gif.encoder import Picture
    from sgdviz.training.models import Model

INKS = ("#d6213f", "#25578c", "#17212b")
COLORS = np.array([[int(ink[i : i + 2], 16) for i in (1, 3, 5)] for ink in ("#ffffff", *INKS)], dtype=np.uint8)
"""The (4, 3) colours of flat frames: white, and those of `INKS`."""


class Read(NamedTuple):
    """A GIF as Pillow decodes it: the frames, the milliseconds of each, and the loop count (None for one play)."""

    frames: list[np.ndarray]
    durations: list[int]
    loop: int | None


def names(folder: Path) -> list[str]:
    """Return the names of all entries of `folder`, hidden ones too."""
    return sorted(entry.name for entry in folder.iterdir())


def system_tool(name: str) -> str:
    """Return the path of a system program; without it the test is skipped, or fails where SGDVIZ_NEEDS_TOOLS is set."""
    path = shutil.which(name)
    if path is None:
        missing = f"{name} is not installed"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
        pytest.skip(missing)
    return path


def installed_font_for(characters: str) -> None:
    """Skip the test without an installed font that has `characters`, or fail where SGDVIZ_NEEDS_TOOLS is set."""
    if font_with(characters, "sc", bold=False) is None:
        missing = f"no installed font has {characters}"
        if os.environ.get("SGDVIZ_NEEDS_TOOLS"):
            pytest.fail(f"{missing}, and SGDVIZ_NEEDS_TOOLS is set")
        pytest.skip(missing)


def output_of(*command: object) -> bytes:
    """Run a system program and return its standard output; it must end with 0 and write nothing to stderr."""
    tool, *arguments = map(str, command)
    done = subprocess.run([system_tool(tool), *arguments], capture_output=True, check=True, timeout=300)
    assert done.stderr == b""
    return done.stdout


def answer_of_chromium(folder: Path, page: str) -> Any:
    """Return the JSON that `page` posts to the address "said" when a headless Chromium opens it.

    The page is served from localhost, with the files of `folder` beside it.
    """
    (folder / "index.html").write_text(page)
    answers: queue.Queue[Any] = queue.Queue()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-extensions",
             "--force-color-profile=srgb"]  # fmt: skip
    handler = functools.partial(Handler, directory=folder)
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/index.html"
        command = [system_tool("chromium"), *flags, f"--user-data-dir={profile}", address]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                return answers.get(timeout=120)
            finally:
                browser.kill()
                server.shutdown()


def without_source(path: Path) -> bytes:
    """Return a GIF or an SVG without the source in it; the ids of an SVG, a hash of it, are without their prefix."""
    data = path.read_bytes()
    if path.suffix == ".svg":
        text = re.sub("<metadata>.*?</metadata>\n", "", data.decode())
        found = re.search('<title id="(...)t"', text)
        assert found is not None
        return re.sub(rf"(?<=[\"#. ]){found[1]}(?=\w)", "", text).encode()
    start = data.find(b"!\xff\x0bsgdviz  1.0")
    if start < 0:
        return data
    end = start + 14
    while data[end]:
        end += data[end] + 1
    return data[:start] + data[end + 1 :]


def flat_frame(indices: np.ndarray, seconds: float = 0.04) -> Frame:
    """Return a frame of `COLORS` at (H, W) `indices`; all of it counts as changed."""
    alpha = np.full((*indices.shape, 1), 255, dtype=np.uint8)
    box = Box(0, indices.shape[0], 0, indices.shape[1])
    return Frame(np.ascontiguousarray(np.concatenate([COLORS[indices], alpha], axis=2)), seconds, (box,))


def flat_film(frames: list[Frame], /, **changes: Any) -> Film:
    """Return the film of flat `frames`, with other fields where `changes` set them."""
    height, width = frames[0].pixels.shape[:2]
    film = Film(width, height, len(frames), min(frame.seconds for frame in frames), 0, 1.0, "#ffffff", INKS)
    return replace(film, **changes)


def write_gif(
    path: Path, frames: list[Frame], *, chunk: int = 50, quality: gif.Quality | None = None, **changes: Any
) -> Path:
    """Write `frames` as a GIF, in chunks of so many frames, and return its path; `changes` are of the film."""
    film = flat_film(frames, **changes)
    encoder = gif.encoder(film, quality)
    with gif_file(path, film, quality) as add:
        for number, frame in enumerate(frames, start=1):
            add(encoder.encode(frame, last=number % chunk == 0 or number == len(frames)), frame.seconds)
    return path


@contextmanager
def gif_file(
    path: Path, film: Film, quality: gif.Quality | None = None
) -> Iterator[Callable[[Picture | None, float], None]]:
    """Yield a function that writes a picture with its seconds to the GIF at `path`."""
    with path.open("wb") as file:
        writer = gif.writer(file, film, quality)
        yield writer.add
        writer.finish()


def read_gif(path: Path, mode: str = "RGB") -> Read:
    """Return a GIF as Pillow decodes it, the frames in `mode`."""
    with Image.open(path) as picture:
        loop = picture.info.get("loop")
        pages = [(np.array(page.convert(mode)), page.info["duration"]) for page in ImageSequence.Iterator(picture)]
    return Read([page for page, _ in pages], [int(duration) for _, duration in pages], loop)


def job_of(animation: Animation, suffix: str = ".gif") -> Job:
    """Return the job of writing `animation` in the format of `suffix`."""
    film = film_of(animation.chapters, animation.plays, animation.about)
    return Job(animation.chapters, film, (FORMATS[suffix],))


def slopes_of(model: Model, params: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the (P,) central differences of the loss of `model`."""
    h = 1e-6
    return np.array(
        [
            (model.loss(params + h * unit, x, y) - model.loss(params - h * unit, x, y)) / (2 * h)
            for unit in np.eye(len(params))
        ]
    )


def evenly_tweened(recording: Any, rows: Sequence[int], count: int) -> tuple[Any, list[int]]:
    """Return `recording` with `count` evenly interpolated rows between each two of `rows`, and the shown rows."""
    shares = [number / (count + 1) for number in range(1, count + 1)]
    shots = [Shot(rows[0], 0.0)]
    for before, row in pairwise(rows):
        shots += [*between(recording, before, row, shares), Shot(row, 0.0)]
    result, cues = cues_of(recording, shots)
    return result, [cue.row for cue in cues]
