"""Importing Matplotlib whatever its environment: a backend or a settings file that it cannot use is left out.

Only its Agg renderer and its fonts are used here, for which neither matters.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from sgdviz.errors import DrawingError


def load_matplotlib() -> None:
    """Import Matplotlib; raises `DrawingError` where it cannot be imported at all."""
    try:  # it may be there already, or be just imported by another thread, for which this waits
        import_module("matplotlib")
    except ModuleNotFoundError:
        raise
    except (ValueError, OSError, RuntimeError):  # MPLBACKEND, or a matplotlibrc that is no text
        _load_with_its_own_settings()


def _load_with_its_own_settings() -> None:
    """Import Matplotlib with the settings that it brings along; the environment is put back after that."""
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    own = {"MPLBACKEND": "", "MATPLOTLIBRC": str(Path(spec.origin).parent / "mpl-data" / "matplotlibrc")}
    old = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    for name in [name for name in sys.modules if name.startswith("matplotlib.")]:
        del sys.modules[name]  # what was imported before the fault belongs to a module that is gone
    try:
        import_module("matplotlib")
    except (ValueError, OSError, RuntimeError) as error:  # a matplotlibrc in the working folder comes before all others
        what = " ".join(str(error).split())
        raise DrawingError(f"Matplotlib cannot be loaded ({what}); mend or remove the file matplotlibrc here") from None
    finally:
        for name, value in old.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
