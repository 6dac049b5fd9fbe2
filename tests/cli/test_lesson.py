"""``sgdviz lesson``: a built-in scenario, trained and animated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import imageio.v3 as iio
import numpy as np
import pytest
from helpers import names, without_source

import sgdviz
from sgdviz import Recording
from sgdviz.cli import main
from sgdviz.jobs import find_lesson, lesson_names

SMALL = ("--size", "400x200", "--passes", "2")


def test_the_default_is_the_post_s_animation(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name and an output the lesson is `line`, the output its sgd_line.gif, and one line is printed."""
    assert main(["lesson", "--every", "pass"]) == 0
    said = capsys.readouterr()
    size = (here / "sgd_line.gif").stat().st_size
    assert said.out.startswith(f"sgd_line.gif: 51 frames, 5.96 s, {size:,} bytes, took ")
    assert said.out.count("\n") == 1
    assert said.err == ""


def test_quiet_prints_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --quiet the outputs are written and nothing is printed."""
    assert main(["lesson", "line", *SMALL, "-q", "-o", "a.gif", "-o", "b.png", "-o", "c/"]) == 0
    said = capsys.readouterr()
    assert said.out + said.err == ""
    assert names(here) == ["a.gif", "b.png", "c"]


def test_the_list_has_a_line_for_each_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    """--list prints the name and the sentence of each lesson, and trains nothing."""
    assert main(["lesson", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == lesson_names()
    assert all(line.endswith(find_lesson(line.split()[0]).summary) for line in lines)


def test_options_do_what_the_python_arguments_do(here: Path) -> None:
    """The bytes equal those of `fit` and `animate` with the same settings."""
    options = [
        "--panels", "loss,fit", "--theme", "dark", "--size", "440x240", "--scale", "1.5", "--title", "Mine",
        "--loss-scale", "linear", "--every", "3", "--fps", "12.5", "--hold-first", "0.3", "--hold-last", "0.7",
        "--plays", "2",
        "--caption", "Below", "--transparent",
    ]  # fmt: skip
    training = ["--passes", "2", "--seed", "4", "--step-size", "0.03", "--start", "m=1.5,b=-2"]
    assert main(["lesson", *training, *options, "-q", "-o", "a.gif"]) == 0
    recording = sgdviz.fit(
        sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.03), passes=2, seed=4, start={"m": 1.5, "b": -2}
    )
    sgdviz.animate(
        recording, panels=("loss", "fit"), theme="dark", size=(440, 240), scale=1.5, title="Mine", loss_scale="linear",
        every=3, fps=12.5, hold_first=0.3, hold_last=0.7, plays=2, caption="Below", transparent=True,
    ).save("b.gif")  # fmt: skip
    assert without_source(here / "a.gif") == without_source(here / "b.gif")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("options", "optimizer", "settings"),
    [
        (["--optimizer", "adam"], sgdviz.Adam(0.01), {}),
        (["--optimizer", "nesterov", "--step-size", "0.02"], sgdviz.Nesterov(0.02), {}),
        (
            ["--batch-size", "4", "--shuffle", "--seed", "3"],
            sgdviz.SGD(),
            {"batch_size": 4, "shuffle": True, "seed": 3},
        ),
        (["--batch-size", "full"], sgdviz.SGD(), {"batch_size": None}),
    ],
)
def test_training_options_do_what_the_python_arguments_do(
    options: list[str], optimizer: Any, settings: dict[str, Any]
) -> None:
    """The recording that --record keeps equals that of `fit`."""
    assert main(["lesson", *SMALL, *options, "-q", "-o", "a.png", "--record", "run.npz"]) == 0
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), optimizer, **{"passes": 2, **settings})
    kept = Recording.load("run.npz")
    np.testing.assert_array_equal(kept.params, recording.params)
    np.testing.assert_array_equal(kept.sample, recording.sample)
    np.testing.assert_array_equal(kept.landscape_cost, recording.landscape_cost)
    assert kept.recipe == recording.recipe


def test_a_list_of_values_compares_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bytes equal those of `animate` with the runs, in their default size, and a divergence is printed."""
    assert main(["lesson", "line", "--passes", "2", "--step-size", "0.01,0.5", "--title", "T", "-o", "a.gif"]) == 0
    assert "the run 'step size 0.5' diverged at step 7; it stays there" in capsys.readouterr().out
    runs = [sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(size), passes=2) for size in (0.01, 0.5)]
    animation = sgdviz.animate(runs, labels=("step size 0.01", "step size 0.5"), title="T")
    animation.save("b.gif")
    assert without_source(here / "a.gif") == without_source(here / "b.gif")
    assert iio.imread("a.gif").shape[1:3] == (620, 800)


@pytest.mark.usefixtures("here")
def test_a_divergence_is_printed_and_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    """A run that diverges ends with exit code 0."""
    assert main(["lesson", "--step-size", "0.5", "-o", "a.png"]) == 0
    assert "the run diverged at step 7; the animation ends there" in capsys.readouterr().out


def test_a_csv_file_takes_the_place_of_the_data(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lesson learns from the columns of the file, whose header labels the axes."""
    (here / "mine.csv").write_text("size (km);id;price\n-1;7;-1.5\n0;8;1\n2;9;4.5\n")
    arguments = ["lesson", "--data", "mine.csv", "--x", "size", "--y", "price", "--every", "step", *SMALL]
    assert main([*arguments, "-o", "a.gif", "--record", "run.npz"]) == 0
    assert capsys.readouterr().out.startswith("a.gif: 7 frames")
    recording = Recording.load("run.npz")
    assert recording.dataset.inputs.tolist() == [-1, 0, 2]
    assert recording.dataset.y.tolist() == [-1.5, 1, 4.5]
    assert (recording.dataset.feature_names, recording.dataset.target_name) == (("size (km)",), "price")
    dataset = sgdviz.read_csv("mine.csv", ("size (km)",), "price")
    same = sgdviz.fit(sgdviz.Line(), dataset, sgdviz.SGD(0.01), passes=2, seed=0, standardize=True, shuffle=True)
    sgdviz.animate(same, size=(400, 200)).save("b.gif")
    assert without_source(here / "a.gif") == without_source(here / "b.gif")


def test_the_classes_of_a_file_are_chosen_and_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--classes chooses and names two, --class one against the rest, --positive the order; faults are refused."""
    (here / "mine.csv").write_text("a,b,sold,kind\n1,2,0,u\n2,1,1,v\n3,5,1,w\n4,0,0,u\n")
    arguments = ["lesson", "classes", "--data", "mine.csv", "--x", "a,b", "--passes", "1", "-q", "-o", "a.png"]
    for options, y, classes in (
        (["sold", "--classes", "0=not sold,1=sold"], [0, 1, 1, 0], ("not sold", "sold")),
        (["sold", "--positive", "0"], [1, 0, 0, 1], ("1", "0")),
        (["kind", "--classes", "w,u"], [1, 0, 1], ("w", "u")),
        (["kind", "--class", "v"], [0, 1, 0, 0], ("u, w", "v")),
    ):
        assert main([*arguments, "--record", "run.npz", "--y", *options]) == 0
        dataset = Recording.load("run.npz").dataset
        assert (dataset.y.tolist(), dataset.class_names) == (y, classes)
    assert capsys.readouterr().err == "sgdviz: mine.csv: 1 of 4 rows have another kind; left out\n"
    for options, said in (
        (["sold", "--classes", "sold"], "classes has 1 names; give two"),
        (["kind", "--positive", "u"], "choose two, as in --classes u,w, or one against the rest, as in --class u"),
        (["kind", "--class", "x"], "has no class 'x'; its classes are: u, v, w"),
        (["kind", "--class", "u", "--positive", "u"], "give one or the other"),
    ):
        assert main([*arguments, "--y", *options]) == 2
        assert said in capsys.readouterr().err
    assert main(["lesson", "classes", "--class", "no", "-o", "b.png"]) == 2
    assert "--class names a class of a file; give the file as well" in capsys.readouterr().err


def test_left_out_rows_are_said_under_quiet(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A notice is one line on stderr, with --quiet too; --x may be given twice, by name and by number."""
    (here / "mine.csv").write_text('"a, b",c,d\n1,2,3\n2,,4\n3,2,5\n')
    arguments = ["lesson", "neuron", "--data", "mine.csv", "--x", "a, b", "--x", "2", "--y", "d", "--passes", "1"]
    assert main([*arguments, "-q", "-o", "a.png", "--record", "run.npz"]) == 0
    assert capsys.readouterr() == ("", "sgdviz: mine.csv: 1 of 3 rows have no c; left out\n")
    assert Recording.load("run.npz").dataset.feature_names == ("a, b", "c")


def test_a_sample_of_a_long_file_is_announced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line gives the rows of the file and those drawn; the frames are bounded, and --quiet prints nothing."""
    (here / "long.csv").write_text("a,b\n" + "".join(f"{row % 7 - 3},{row % 5}\n" for row in range(12_000)))
    arguments = [
        "lesson",
        "--data",
        "long.csv",
        "--x",
        "a",
        "--y",
        "b",
        "--size",
        "400x200",
        "--explain",
        "0",
        "-o",
        "a.gif",
    ]
    assert main(arguments) == 0
    made, said = capsys.readouterr().out.splitlines()
    assert made.startswith("a.gif: 301 frames")  # of 2000 steps
    assert said == "long.csv: 12,000 rows; trained on and drew a uniform sample of 2,000"
    assert main([*arguments, "--every", "500"]) == 0
    assert capsys.readouterr().out.startswith("a.gif: 5 frames")
    assert main([*arguments, "--every", "500", "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_several_columns_are_shown_as_predictions(here: Path) -> None:
    """A network learns several columns, and the fit panel, which draws one, is refused."""
    (here / "two.csv").write_text("a,b,y\n1,2,3\n2,1,4\n3,5,1\n4,0,2\n")
    arguments = ["lesson", "network", "--data", "two.csv", "--x", "a,b", "--y", "y", "--passes", "2", "-q"]
    assert main([*arguments, "-o", "a.png"]) == 0
    assert main([*arguments, "--panels", "fit", "-o", "b.png"]) == 2
    assert names(here) == ["a.png", "two.csv"]


def test_the_switches_of_a_lesson_can_be_turned_off(here: Path) -> None:
    """--no-overlay shows the optimizers side by side, in a panel that cannot be overlaid."""
    small = ["--panels", "parameters", "--no-overlay", "--frames", "2", "-q"]
    assert main(["lesson", "optimizers", *small, "-o", "a.gif"]) == 0
    assert names(here) == ["a.gif"]
    assert main(["lesson", "optimizers", *small[:2], "-q"]) == 2


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("suffix", [".gif", ".png", ".svg"])
def test_every_suffix_is_an_output(suffix: str) -> None:
    """The command line writes every format that the help names."""
    assert main(["lesson", *SMALL, "-q", "-o", f"a{suffix}"]) == 0
    assert Path(f"a{suffix}").stat().st_size > 1000


def test_words_may_be_a_language_or_a_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--words writes the texts of an SVG in a language or in the words of a file; a bad file is one line, exit 2."""
    assert main(["lesson", "line", *SMALL, "--words", "de", "-q", "-o", "de.svg"]) == 0
    german = (here / "de.svg").read_text(encoding="utf-8")
    assert "<title" in german
    assert "Schritt 12 von 12, mittlerer quadratischer Fehler" in german
    (here / "mine.toml").write_text("heading_loss = 'Pain'\n[lessons.line]\ntitle = 'Neurone'\n", encoding="utf-8")
    assert main(["lesson", "line", *SMALL, "--words", "mine.toml", "-q", "-o", "mine.svg"]) == 0
    mine = (here / "mine.svg").read_text(encoding="utf-8")
    assert "Pain: " in mine
    assert "Neurone</title>" in mine
    (here / "mine.toml").write_text("heading_los = 'Pain'", encoding="utf-8")
    assert main(["lesson", "line", "--words", "mine.toml", "-o", "mine.svg"]) == 2
    assert "mine.toml: unknown key 'heading_los'; did you mean 'heading_loss'?" in capsys.readouterr().err
