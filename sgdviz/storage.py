"""Recordings as .npz files: no pickle, sizes checked before memory is taken."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from sgdviz.data import Dataset
from sgdviz.errors import RecordingError, SgdvizError
from sgdviz.files import replacing, saying
from sgdviz.recording import ARRAYS, Recording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from numpy.typing import NDArray

FORMAT = 2
"""Goes up when a file can no longer be read by an older sgdviz, or an older file by this one."""

MOST_BYTES = 4 << 30
"""A file that unpacks to more than this is refused unread."""


def save(recording: Recording, path: str | PathLike[str]) -> None:
    """Write `recording` to `path`, whole or not at all."""
    with replacing(path) as file, saying(path):
        write(recording, file)


def write(recording: Recording, file: BinaryIO) -> None:
    """Write `recording` to an open file."""
    about = {
        "format": FORMAT,
        "param_names": recording.param_names,
        "feature_names": recording.dataset.feature_names,
        "target_name": recording.dataset.target_name,
        "loss_kind": recording.loss_kind,
        "cost_kind": recording.cost_kind,
        "formula": recording.formula,
        "recipe": recording.recipe,
    }
    arrays = {name: getattr(recording, name) for name in ARRAYS}
    text = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)
    np.savez_compressed(file, sgdviz=text, x=recording.dataset.x, y=recording.dataset.y, **arrays)


def load(path: str | PathLike[str]) -> Recording:
    """Read the recording in `path`; anything but a whole file that `save` wrote is a `RecordingError`."""
    try:
        _check_sizes(path)
        with np.load(path, allow_pickle=False) as file:
            about = _about(file, path)
            return Recording(
                dataset=Dataset(file["x"], file["y"], tuple(about["feature_names"]), about["target_name"]),
                param_names=tuple(about["param_names"]),
                loss_kind=about["loss_kind"],
                cost_kind=about["cost_kind"],
                formula=about["formula"],
                recipe=about["recipe"],
                **{name: file[name] for name in ARRAYS},
            )
    except OSError as error:
        raise RecordingError(f"cannot read {path}: {error.strerror or error}") from None
    except SgdvizError as error:
        raise error if isinstance(error, RecordingError) else RecordingError(f"{path} is damaged: {error}") from None
    except Exception as error:  # noqa: BLE001 - whatever zip, zlib, JSON and NumPy make of foreign bytes comes to one answer
        what = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise RecordingError(f"{path} is not a whole sgdviz recording ({what}); record the run again") from None


def _about(file: Mapping[str, NDArray[Any]], path: str | PathLike[str]) -> dict[str, Any]:
    """Return what the file says of itself."""
    if "sgdviz" not in file:
        raise RecordingError(f"{path} is no sgdviz recording; give a file that --record or Recording.save wrote")
    about: dict[str, Any] = json.loads(file["sgdviz"].tobytes())
    if about["format"] != FORMAT:
        newer = about["format"] > FORMAT
        written = f"{path} was written by {'a newer' if newer else 'an older'} sgdviz (format {about['format']})"
        raise RecordingError(f"{written}; {'upgrade sgdviz to read it' if newer else 'record the run again'}")
    return about


def _check_sizes(path: str | PathLike[str]) -> None:
    if not zipfile.is_zipfile(path):
        with Path(path).open("rb"):  # a file that is not there says so, before it is called foreign
            raise RecordingError(f"{path} is no sgdviz recording, or a truncated one; give a file that --record wrote")
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > MOST_BYTES:
        raise RecordingError(
            f"{path} unpacks to {size / 1e9:.1f} GB; recordings hold at most {MOST_BYTES / 1e9:.1f} GB"
        )
