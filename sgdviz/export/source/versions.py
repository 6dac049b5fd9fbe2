"""The versions of the programs that decide the bytes of a picture."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from sgdviz import __version__


def versions() -> dict[str, str]:
    """Return the versions of sgdviz, NumPy and Matplotlib; that of Matplotlib is empty where it cannot be found."""
    return {"sgdviz": __version__, "numpy": np.__version__, "matplotlib": _matplotlib()}


def _matplotlib() -> str:
    """Return the version of Matplotlib, which is not imported for it: that takes longer than many pictures."""
    if "matplotlib" in sys.modules:
        return str(sys.modules["matplotlib"].__version__)
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return ""
    folders = sorted(Path(spec.origin).parent.parent.glob("matplotlib-*.dist-info"))
    if len(folders) == 1:
        return folders[0].name.removeprefix("matplotlib-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("matplotlib")
    except PackageNotFoundError:
        return ""
