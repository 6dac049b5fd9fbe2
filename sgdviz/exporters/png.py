"""One picture as PNG."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import imageio.v3 as iio

from sgdviz.files import replacing, saying

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.exporters import Film
    from sgdviz.rendering import Frame


@contextmanager
def export(path: str, film: Film) -> Iterator[Callable[[Frame], None]]:
    """Write the one frame that is given to `path`."""
    with replacing(path) as file:

        def add(frame: Frame) -> None:
            with saying(path):
                iio.imwrite(file, frame.pixels, extension=".png", optimize=True)

        yield add
