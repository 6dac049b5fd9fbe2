"""``sgdviz verify``, and pictures drawn anew by ``sgdviz render``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import imageio.v3 as iio
import pytest

from sgdviz.cli import main
from sgdviz.export.about import read_about

if TYPE_CHECKING:
    from pathlib import Path


SMALL = ("lesson", "--passes", "2", "--every", "6", "--size", "500x300", "-q")


def test_the_exit_code_and_a_line_say_what_was_found(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 for the same picture, 1 for another one, 3 where that cannot be said, and 2 for a file that cannot be read."""
    assert main([*SMALL, "-o", "a.gif"]) == 0
    assert main(["verify", "a.gif"]) == 0
    assert capsys.readouterr().out == "a.gif: the run is the same, and so is every byte\n"
    data = bytearray((here / "a.gif").read_bytes())
    data[-40] ^= 1
    (here / "a.gif").write_bytes(data)
    assert main(["verify", "a.gif"]) == 1
    assert capsys.readouterr().out.startswith("a.gif differs: the run is the same, but its bytes are others from byte ")
    (here / "a.txt").write_text("no picture", encoding="utf-8")
    assert main(["verify", "a.txt"]) == 3
    assert capsys.readouterr().out == "a.txt does not say how it was made; lessons do, and --embed-recording\n"
    assert main(["verify", "none.gif"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "sgdviz: cannot read none.gif: No such file or directory; check the path\n")


@pytest.mark.usefixtures("here")
def test_a_picture_is_drawn_anew() -> None:
    """In another format and theme, from the lesson in its file, and again from that picture."""
    assert main([*SMALL, "-o", "a.gif"]) == 0
    assert main(["render", "a.gif", "-q", "-o", "dark.svg", "-o", "dark.png", "--theme", "dark"]) == 0
    assert main([*SMALL, "-o", "b.png", "--theme", "dark"]) == 0
    assert (iio.imread("dark.png") == iio.imread("b.png")).all()
    assert main(["verify", "dark.svg"]) == 0


@pytest.mark.usefixtures("here")
def test_a_still_is_drawn_anew_with_its_moment() -> None:
    """Unless another is asked for, or the output moves."""
    assert main([*SMALL, "-o", "a.png", "--at", "2"]) == 0
    assert main(["render", "a.png", "-q", "-o", "b.png"]) == 0
    assert main(["render", "a.png", "-q", "-o", "c.png", "--at", "last"]) == 0
    assert main(["render", "a.png", "-q", "-o", "d.gif"]) == 0
    first, second, third = (iio.imread(name) for name in ("a.png", "b.png", "c.png"))
    assert (first == second).all()
    assert (first != third).any()


def test_own_data_need_the_recording(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The path of the data is nowhere in the picture."""
    (here / "secret.csv").write_text("size,price\n1,2\n2,3\n3,5\n4,4\n", encoding="utf-8")
    own = [*SMALL, "--data", "secret.csv", "--x", "size", "--y", "price", "-o", "a.svg"]
    assert main(own) == 0
    assert main(["render", "a.svg", "-o", "b.svg"]) == 2
    says = "it was made from a data file, which it does not hold; make it again with --embed-recording"
    assert capsys.readouterr().err == f"sgdviz: a.svg: {says}\n"
    assert main(["verify", "a.svg"]) == 3
    assert main([*own, "--embed-recording"]) == 0
    assert main(["render", "a.svg", "-q", "-o", "b.svg", "--panels", "landscape"]) == 0
    assert main(["verify", "a.svg"]) == 0
    assert "secret" not in (here / "a.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("here")
def test_pictures_that_cannot_be_drawn_anew_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """One without a source, two pictures, a picture beside a recording, and an output that is the input."""
    assert main([*SMALL, "-o", "a.gif", "-o", "b.svg", "--record", "run.npz"]) == 0
    assert main(["render", "run.npz", "-q", "-o", "plain.gif"]) == 0
    assert main(["render", "plain.gif", "-o", "c.gif"]) == 2
    says = "plain.gif does not say how it was made; give a picture of a lesson, or one made with --embed-recording"
    assert capsys.readouterr().err == f"sgdviz: {says}\n"
    assert main(["render", "run.npz", "b.svg", "-o", "c.gif"]) == 2
    says = "b.svg is a picture, and 2 files were given; give it alone, or recordings"
    assert capsys.readouterr().err == f"sgdviz: {says}\n"
    assert main(["render", "a.gif", "-o", "a.gif"]) == 2
    assert "the input a.gif would be lost" in capsys.readouterr().err


def test_a_source_that_was_tampered_with_is_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unknown lessons, paths, huge numbers and code are one line and exit code 2, or 3 for `verify`."""
    assert main([*SMALL, "-o", "a.svg"]) == 0
    text = (here / "a.svg").read_text(encoding="utf-8")
    for old, new in (
        ('"lesson":"line"', '"lesson":"__import__(\'os\')"'),
        ('"passes":2', '"passes":999999999999'),
        ('"every":6', '"every":6,"theme":"/etc/passwd"'),
        ('"every":6', '"every":{"a":[[[[1]]]]}'),
        ('"every":6', '"size":[99999999,9]'),
        ('"lesson":', '"code":"print(1)","lesson":'),
        ('{"sgdviz"', '{{"sgdviz"'),
    ):
        assert old in text
        (here / "b.svg").write_text(text.replace(old, new, 1), encoding="utf-8")
        assert main(["render", "b.svg", "-o", "c.svg"]) == 2, new
        error = capsys.readouterr().err
        assert error.startswith("sgdviz: b.svg: ")
        assert error.count("\n") == 1
        assert main(["verify", "b.svg"]) == 3, new
        assert capsys.readouterr().out.count("\n") == 1
    assert not (here / "c.svg").exists()


def test_every_output_of_a_command_can_be_verified(here: Path) -> None:
    """Each file has the settings of its own kind, whatever stands beside it."""
    outputs = [part for name in ("a.gif", "a.apng", "a.svg", "a.png", "a.pdf") for part in ("-o", name)]
    assert main([*SMALL, *outputs, "--compatible", "--at", "3"]) == 0
    for name in ("a.gif", "a.apng", "a.svg", "a.png", "a.pdf"):
        assert main(["verify", name]) == 0, name
    assert main([*SMALL, "-o", "frames/"]) == 0
    assert read_about(here / "frames" / "frame_0001.png") is None
