"""The command line, run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import imageio.v3 as iio
import numpy as np
import pytest

import sgdviz
from sgdviz import Recording, cli

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("--size", "200x100", "--passes", "2")


def names(folder: Path) -> list[str]:
    """Return what is in `folder`, hidden or not."""
    return sorted(entry.name for entry in folder.iterdir())


def test_a_lesson_writes_the_post_s_gif_and_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name and without an output: sgd_line.gif, and one line with all that was asked for."""
    assert cli.main(["lesson", "--every", "pass"]) == 0
    said = capsys.readouterr()
    size = (here / "sgd_line.gif").stat().st_size
    assert said.out.startswith(f"sgd_line.gif: 51 frames, 5.96 s, {size:,} bytes, took ")
    assert said.out.count("\n") == 1
    assert said.err == ""


def test_quiet_prints_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but errors."""
    assert cli.main(["lesson", "line", *SMALL, "-q", "-o", "a.gif", "-o", "b.png", "-o", "c/"]) == 0
    said = capsys.readouterr()
    assert said.out + said.err == ""
    assert names(here) == ["a.gif", "b.png", "c"]


def test_options_do_what_the_python_arguments_do(here: Path) -> None:
    """The same functions, the same defaults, the same bytes."""
    options = [
        "--panels", "loss,fit", "--theme", "dark", "--size", "300x150", "--scale", "1.5", "--title", "Mine",
        "--loss-scale", "linear", "--every", "3", "--fps", "12.5", "--hold-first", "0.3", "--hold-last", "0.7",
        "--plays", "2",
        "--caption", "Below", "--transparent",
    ]  # fmt: skip
    training = ["--passes", "2", "--seed", "4", "--step-size", "0.03", "--start", "m=1.5,b=-2"]
    assert cli.main(["lesson", *training, *options, "-q", "-o", "a.gif"]) == 0
    recording = sgdviz.fit(
        sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(0.03), passes=2, seed=4, start={"m": 1.5, "b": -2}
    )
    sgdviz.animate(
        recording, panels=("loss", "fit"), theme="dark", size=(300, 150), scale=1.5, title="Mine", loss_scale="linear",
        every=3, fps=12.5, hold_first=0.3, hold_last=0.7, plays=2, caption="Below", transparent=True,
    ).save("b.gif")  # fmt: skip
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()


def test_pacing_options_do_what_the_python_arguments_do(here: Path, short_run: Recording) -> None:
    """However many processes draw it."""
    short_run.save("run.npz")
    pace = ["--frames", "9", "--duration", "8", "--tween", "7", "--rewind", "--workers", "2"]
    assert cli.main(["render", "run.npz", "--size", "200x100", *pace, "-q", "-o", "a.gif"]) == 0
    animation = sgdviz.animate(short_run, size=(200, 100), frames=9, duration=8, tween=7, rewind=True)
    animation.save("b.gif", workers=1)
    assert len(animation.cues) == 9 + 8 * 7 + 25
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()


def test_a_pace_that_is_given_replaces_the_lesson_s() -> None:
    """As far as the two would contradict each other."""
    lesson = {"frames": 80, "duration": 9.0, "hold_last": 2.0}
    given: dict[str, Any] = {"every": 5}
    assert cli._scene_and_pacing(lesson, given, runs=1)[1] == sgdviz.Pacing(every=5, hold_last=2.0)
    assert cli._scene_and_pacing(lesson, {"fps": 9.0}, runs=1)[1] == sgdviz.Pacing(frames=80, fps=9.0, hold_last=2.0)
    assert cli._scene_and_pacing({"fps": 9.0, "every": "pass"}, {"frames": 8}, runs=1)[1] == sgdviz.Pacing(frames=8)
    assert cli._scene_and_pacing(lesson, {"rewind": True}, runs=1)[1].frames == 80


def test_a_recorded_run_is_drawn_again(here: Path) -> None:
    """The same picture from the file as from the training, and a still of any step."""
    assert cli.main(["lesson", *SMALL, "--title", "T", "-q", "-o", "a.gif", "--record", "run.npz"]) == 0
    assert cli.main(["render", "run.npz", "--size", "200x100", "--title", "T", "-q", "-o", "b.gif"]) == 0
    assert cli.main(["render", "run.npz", "--at", "5", "-q", "-o", "c.png"]) == 0
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()
    frame = sgdviz.animate(Recording.load("run.npz")).still(5)
    np.testing.assert_array_equal(iio.imread("c.png"), frame.pixels)


def test_the_list_has_a_sentence_for_each_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each."""
    assert cli.main(["lesson", "--list"]) == 0
    out = capsys.readouterr().out
    assert len([line for line in out.splitlines() if line.startswith("line  ")]) == 1
    assert all(line.endswith(".") for line in out.splitlines())


def test_a_file_of_one_s_own_becomes_a_gif(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lesson, on those points, with the header's names and units on the axes."""
    (here / "mine.csv").write_text("size (km);id;price\n-1;7;-1.5\n0;8;1\n2;9;4.5\n")
    arguments = ["lesson", "--data", "mine.csv", "--x", "size", "--y", "price", *SMALL]
    assert cli.main([*arguments, "-o", "a.gif", "--record", "run.npz"]) == 0
    assert capsys.readouterr().out.startswith("a.gif: 7 frames")
    recording = Recording.load("run.npz")
    assert recording.dataset.inputs.tolist() == [-1, 0, 2]
    assert recording.dataset.y.tolist() == [-1.5, 1, 4.5]
    assert (recording.dataset.feature_names, recording.dataset.target_name) == (("size (km)",), "price")
    dataset = sgdviz.read_csv("mine.csv", ("size (km)",), "price").dataset
    same = sgdviz.fit(sgdviz.Line(), dataset, sgdviz.SGD(0.01), passes=2, seed=0)
    sgdviz.animate(same, size=(200, 100)).save("b.gif")
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()


def test_a_sample_is_said_to_be_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many rows there are, how many were drawn, and no more frames than one can watch."""
    (here / "long.csv").write_text("a,b\n" + "".join(f"{row % 7 - 3},{row % 5}\n" for row in range(12_000)))
    arguments = ["lesson", "--data", "long.csv", "--x", "a", "--y", "b", "--size", "200x100", "-o", "a.gif"]
    assert cli.main(arguments) == 0
    made, said = capsys.readouterr().out.splitlines()
    assert made.startswith("a.gif: 287 frames")  # 2000 steps, every seventh and the last
    assert said == "long.csv: 12,000 rows; trained on and drew a fair sample of 2,000"
    assert cli.main([*arguments, "--every", "500"]) == 0
    assert capsys.readouterr().out.startswith("a.gif: 5 frames")
    assert cli.main([*arguments, "--every", "500", "-q"]) == 0
    assert capsys.readouterr().out == ""


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
    """The run that is kept is the one that `fit` makes."""
    assert cli.main(["lesson", *SMALL, *options, "-q", "-o", "a.png", "--record", "run.npz"]) == 0
    recording = sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), optimizer, **{"passes": 2, **settings})
    kept = Recording.load("run.npz")
    np.testing.assert_array_equal(kept.params, recording.params)
    np.testing.assert_array_equal(kept.sample, recording.sample)
    assert kept.recipe == recording.recipe


def test_a_comma_list_compares_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The bytes that Python makes, in the size that is best for so many; what diverged is said."""
    assert cli.main(["lesson", "line", "--passes", "2", "--step-size", "0.01,0.5", "--title", "T", "-o", "a.gif"]) == 0
    assert "the run 'step size 0.5' diverged at step 7; it stays there" in capsys.readouterr().out
    runs = [sgdviz.fit(sgdviz.Line(), sgdviz.data.post(), sgdviz.SGD(size), passes=2) for size in (0.01, 0.5)]
    animation = sgdviz.animate(runs, labels=("step size 0.01", "step size 0.5"), title="T")
    animation.save("b.gif")
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()
    assert iio.imread("a.gif").shape[1:3] == (620, 800)


def test_recorded_runs_are_compared_under_their_names(here: Path) -> None:
    """Overlaid, from files alone."""
    for name, seed in (("first", "0"), ("second", "1")):
        arguments = ["--seed", seed, "--record", f"{name}.npz", "-o", f"{name}.png"]
        assert cli.main(["lesson", *SMALL, *arguments, "-q"]) == 0
    assert cli.main(["render", "first.npz", "second.npz", "--overlay", "-q", "-o", "a.gif"]) == 0
    runs = [Recording.load(f"{name}.npz") for name in ("first", "second")]
    sgdviz.animate(runs, labels=("first", "second"), overlay=True).save("b.gif")
    assert (here / "a.gif").read_bytes() == (here / "b.gif").read_bytes()


@pytest.mark.usefixtures("here")
def test_a_divergence_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """It is not an error."""
    assert cli.main(["lesson", "--step-size", "0.5", "-o", "a.png"]) == 0
    assert "the run diverged at step 7; the animation ends there" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["lesson", "render"])
def test_help_has_an_example(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """Of every verb, and no line too wide for a terminal."""
    assert cli.main([verb, "--help"]) == 0
    out = capsys.readouterr().out
    examples = out.split("\n  Examples:\n")[1].split("\n\n")[0].splitlines()
    assert all(line.startswith(f"    sgdviz {verb}") for line in examples)
    assert "\\b" not in out
    assert max(map(len, out.splitlines())) <= 100


def test_a_bare_call_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """And the version is the package's."""
    cli.main([])
    assert "Usage: sgdviz" in capsys.readouterr().out
    cli.main(["--version"])
    assert capsys.readouterr().out == f"sgdviz {sgdviz.__version__}\n"


def test_a_terminal_gets_a_progress_bar(here: Path) -> None:
    """On stderr, in a pseudo-terminal, and gone at the end."""
    import pty
    import termios

    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, (24, 80))
    command = [sys.executable, "-m", "sgdviz", "lesson", "-o", "a/", "--passes", "20"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, text=True)
    os.close(follower)
    seen = b""
    while chunk := read_or_nothing(leader):
        seen += chunk
    os.close(leader)
    out, _ = process.communicate(timeout=60)
    assert b"frame/s" in seen
    assert out.startswith("a/: 121 frames")
    assert names(here) == ["a"]


def read_or_nothing(descriptor: int) -> bytes:
    """Return what is there to read; a terminal whose other end has closed has nothing."""
    try:
        return os.read(descriptor, 4096)
    except OSError:
        return b""


def test_what_a_lesson_says_of_itself_is_not_said_of_other_runs(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its title and caption go with its own data, its caption with its own settings; what is given stays."""
    (here / "mine.csv").write_text("size,price\n-1,-1.5\n0,1\n2,4.5\n")
    drawn: list[Any] = []
    monkeypatch.setattr("sgdviz.cli._draw", lambda _recording, scene, *_: drawn.append((scene.title, scene.caption)))
    mine = ["--data", "mine.csv", "--x", "size", "--y", "price"]
    for arguments in (["lesson", "houses"], ["lesson", "houses", "--passes", "3"], ["lesson", *mine]):
        assert cli.main(arguments) == 0
    assert cli.main(["lesson", *mine, "--title", "T", "--caption", "C"]) == 0
    (title, caption), *others = drawn
    assert (title, caption[:9]) == ("One price for all", "Each step")
    assert others == [("One price for all", None), (None, None), ("T", "C")]


def test_a_fit_of_several_inputs_is_their_predictions(here: Path) -> None:
    """A network learns them as well, and what a lesson would draw of one input gives way."""
    (here / "two.csv").write_text("a,b,y\n1,2,3\n2,1,4\n3,5,1\n4,0,2\n")
    arguments = ["lesson", "network", "--data", "two.csv", "--x", "a,b", "--y", "y", "--passes", "2", "-q"]
    assert cli.main([*arguments, "-o", "a.png"]) == 0
    assert cli.main([*arguments, "--panels", "fit", "-o", "b.png"]) == 2
    assert names(here) == ["a.png", "two.csv"]


def test_switches_of_a_lesson_can_be_turned_off(here: Path) -> None:
    """The race side by side, on the landscape, which cannot be overlaid."""
    small = ["--panels", "landscape", "--no-overlay", "--frames", "2", "-q"]
    assert cli.main(["lesson", "optimizers", *small, "-o", "a.gif"]) == 0
    assert (here / "a.gif").exists()
    assert cli.main(["lesson", "optimizers", *small[:2], "-q"]) == 2
