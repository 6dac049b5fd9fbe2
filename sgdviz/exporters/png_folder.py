"""Every frame as a numbered PNG in a folder."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from sgdviz.atomic import atomic_folder, output_errors
from sgdviz.exporters.png import encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.exporters import Film

__all__ = ["encoder", "writer"]

_OURS = re.compile(r"frame_\d+\.png")


@contextmanager
def writer(path: str, film: Film) -> Iterator[Callable[[bytes, float], None]]:
    """Write ``frame_0001.png`` and so on, as many digits as the last one needs, into the folder `path`.

    A folder of such frames is replaced whole; one that holds anything else is an `OutputError`.
    """
    digits = max(len(str(film.frames)), 4)
    numbers = count(1)
    with atomic_folder(path, lambda name: _OURS.fullmatch(name) is not None) as folder:

        def write(packet: bytes, seconds: float) -> None:
            with output_errors(path):
                (folder / f"frame_{next(numbers):0{digits}}.png").write_bytes(packet)

        yield write
