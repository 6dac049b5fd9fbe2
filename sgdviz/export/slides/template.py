"""Templates: presentations of one's own, whose master, layouts and placeholders the slides take."""

from __future__ import annotations

import zipfile

from sgdviz.errors import InputError
from sgdviz.inputs import regular_file

CONTENT = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
"""The type of a presentation; one with macros and a template of PowerPoint's own kind have others."""

TYPES = "[Content_Types].xml"

MOST_BYTES = 1 << 28
"""Bytes of all the files in a template; it is read into memory."""


def check_template(path: str) -> None:
    """Raise `InputError` for a file that is no presentation, or too large; nothing but its list of types is read."""
    try:
        with zipfile.ZipFile(regular_file(path)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            types = archive.read(TYPES) if size <= MOST_BYTES else b""
    except InputError:
        raise
    except OSError as error:
        raise InputError(f"{path}: the template cannot be read: {error.strerror or error}; check the path") from None
    except Exception:  # noqa: BLE001 - zipfile raises errors of many kinds for a broken archive
        raise unusable(path) from None
    if size > MOST_BYTES:
        limit = f"{MOST_BYTES:,} bytes"
        raise InputError(f"{path}: the template has {size:,} bytes when unpacked; give one of at most {limit}")
    if CONTENT.encode() not in types:
        raise unusable(path)


def unusable(path: str) -> InputError:
    """Return the error for a file that is no presentation, or none that can be used."""
    return InputError(f"{path}: the template is no .pptx presentation; save one as .pptx in your slide program")
