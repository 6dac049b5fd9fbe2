"""Formats: the modules behind them, and extras that are not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sgdviz import InputError
from sgdviz.export.format import Format
from sgdviz.export.save import DECK, FORMATS, MOMENTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", [*FORMATS.values(), DECK, MOMENTS], ids=lambda kind: kind.module)
def test_every_format_has_its_module(kind: Format) -> None:
    """A format of pixels has a check, an encoder and a writer, another one a function that writes."""
    module = kind.load()
    assert module.__name__ == kind.module
    if kind.takes == "pixels":
        assert kind.pixel_exporter() is module
        assert all(callable(getattr(module, name)) for name in ("check_film", "encoder", "writer"))
    else:
        names = {"layers": "layer_exporter", "stills": "stills_exporter", "file": "file_exporter"}
        assert getattr(kind, names[kind.takes])() is module
        assert callable(module.write)
    assert hasattr(module, "is_own_file") == kind.folder


@pytest.fixture
def video(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that imports a package which is not installed."""
    (tmp_path / "needs_a_codec.py").write_text("import no_such_codec.decoders\n")
    monkeypatch.syspath_prepend(tmp_path)
    return "needs_a_codec"


def test_a_missing_extra_says_what_to_type(video: str) -> None:
    """The error names the missing package and the exact command that installs the extra."""
    kind = Format(video, takes="pixels", extra="video")
    with pytest.raises(InputError) as caught:
        kind.pixel_exporter()
    install = 'pip install "sgdviz[video]"'
    assert str(caught.value) == f"this output needs no_such_codec, which is not installed; type: {install}"
    assert caught.value.__cause__ is None


def test_a_missing_module_without_an_extra_is_a_fault(video: str) -> None:
    """A format without an extra passes the error of the import on."""
    with pytest.raises(ModuleNotFoundError, match="no_such_codec"):
        Format(video, takes="layers").layer_exporter()


def test_a_format_gives_only_what_it_takes() -> None:
    """A format of pixels has no layer exporter, and a format of layers no pixel exporter."""
    with pytest.raises(AssertionError):
        FORMATS[".gif"].layer_exporter()
    with pytest.raises(AssertionError):
        FORMATS[".svg"].pixel_exporter()
