"""Cells for notebooks, run by a real kernel."""

from __future__ import annotations

import base64
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from embed_helpers import HOSTILE_NAMES, HOSTILE_WORDS
from nbclient import NotebookClient

from sgdviz.embed.embed import embed
from sgdviz.embed.words import clean

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # those of Jupyter's own packages are not ours
]


class Attributes(HTMLParser):
    """The attributes of the elements in a text, by the names of these."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.of: dict[str, dict[str, str | None]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.of[tag] = dict(attrs)


def outputs_of(cells: list[str], folder: Path) -> list[Any]:
    """Return the output of each cell of a notebook in `folder`."""
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    outputs = []
    for cell in notebook.cells:
        (output,) = cell.outputs
        outputs.append(output)
    return outputs


def test_each_kind_of_file_is_shown_with_its_words_at_its_size(folder: Path) -> None:
    """The outputs hold the files themselves, with alt text and size; a page and a PDF stay where they are."""
    (folder / "notes").mkdir()
    names = ("a.gif", "a.png", "a.apng", "a.webp", "a.svg", "a.mp4", "a.html", "a.pdf")
    cells = [embed(name, "jupyter", page="notes/run.ipynb", width=300).snippet for name in names]
    found = dict(zip(names, outputs_of(cells, folder / "notes"), strict=True))
    for name in names[:4]:
        kind = "image/png" if name == "a.apng" else f"image/{name[2:]}"
        assert base64.b64decode(found[name].data[kind]) == Path(name).read_bytes()
        metadata = found[name].metadata[kind]
        assert (metadata["width"], metadata["height"]) == (300, 150)
        assert metadata["alt"].startswith("A red line fitted to six points")
    drawing = Attributes(found["a.svg"].data["text/html"]).of["img"]
    assert base64.b64decode((drawing["src"] or "").split(",")[1]) == Path("a.svg").read_bytes()
    assert (drawing["width"], drawing["height"]) == ("300", "150")
    assert (drawing["alt"] or "").startswith("A red line fitted to six points")
    video = Attributes(found["a.mp4"].data["text/html"]).of
    assert video["source"]["type"] == "video/mp4"
    assert (video["video"]["aria-label"] or "").startswith("A red line fitted to six points")
    page = Attributes(found["a.html"].data["text/html"]).of["iframe"]
    assert (page["src"], page["title"], page["width"]) == ("../a.html", "A <line>", "300")
    document = Attributes(found["a.pdf"].data["text/html"]).of["iframe"]
    assert (document["src"], document["width"], document["height"]) == ("../a.pdf", "300", "150")


def test_hostile_names_and_words_are_texts_of_python(folder: Path) -> None:
    """Every cell finds its file, and its alt text is the text that was given."""
    cells = []
    for number, (name, words) in enumerate(zip(HOSTILE_NAMES, HOSTILE_WORDS, strict=True)):
        suffix = (".gif", ".svg", ".webm")[number % 3]
        shutil.copy(f"a{suffix}", f"{name}{suffix}")
        cells.append(embed(f"./{name}{suffix}", "jupyter", alt=words).snippet)
    for number, (output, words) in enumerate(zip(outputs_of(cells, folder), HOSTILE_WORDS, strict=True)):
        if number % 3 == 0:
            alt = output.metadata["image/gif"]["alt"]
        else:
            tag, name = (("img", "alt"), ("video", "aria-label"))[number % 3 - 1]
            elements = Attributes(output.data["text/html"]).of
            alt = elements[tag][name]
            assert set(elements) <= {"img", "video", "source"}
        assert alt == clean(words)
