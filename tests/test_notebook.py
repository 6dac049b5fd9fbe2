"""Notebooks: an animation as the last value of a cell shows itself."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from PIL import Image

import sgdviz

if TYPE_CHECKING:
    from sgdviz import Recording

CELL = """import sgdviz
run = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.01), passes=2)
sgdviz.animate(run, title="A <line>", size=(400, 200))"""


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # those of Jupyter's own packages are not ours
def test_a_notebook_shows_the_animation() -> None:
    """A real kernel runs the cell, and its output holds the GIF and its alt text."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    with Image.open(io.BytesIO(base64.b64decode(output.data["image/gif"]))) as picture:
        assert (picture.format, picture.size, getattr(picture, "n_frames", 1)) == ("GIF", (400, 200), 13)
    alt = output.metadata["image/gif"]["alt"]
    assert alt.startswith("A red line fitted to six points; over 12 steps its slope goes from 0.84 to ")
    assert f'alt="{alt}"' in output.data["text/html"]
    assert output.data["text/plain"] == "<Animation: fit, loss; 13 frames, 4.44 s, 400x200>"


def test_a_bundle_holds_the_saved_gif(short_run: Recording, tmp_path: object) -> None:
    """The GIF in the bundle is the file that `save` writes."""
    animation = sgdviz.animate(short_run)
    animation.save(f"{tmp_path}/a.gif")
    data, metadata = animation._repr_mimebundle_(include=None, exclude=None)
    with open(f"{tmp_path}/a.gif", "rb") as file:  # noqa: PTH123 - a plain path
        assert base64.b64decode(data["image/gif"]) == file.read()
    assert metadata["image/gif"]["alt"] == animation.alt_text
