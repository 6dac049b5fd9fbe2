"""Files are data: no verb but `run` and `post` runs code, whatever a recording, a table, a picture or a text holds."""

from __future__ import annotations

import json
import os
import pickle
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pytest
from audit_helpers import MARKER, PAYLOAD, WORD, Done, watched

import sgdviz
from sgdviz.jobs.source.code import code_origin
from sgdviz.recording.listing import LineMark, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz import Recording

SCRIPT = f"""\
{PAYLOAD}
x, y, w = [1.0, 2.0, 3.0], [2.0, 4.0, 6.0], 0.0
for turn in range(20):
    for a, b in zip(x, y):
        error = w * a - b
        w -= 0.05 * error * a
"""

ARTICLE = f"# A line\n\n```python\n{SCRIPT}```\n\n![A line](line.gif)\n"

NOTEBOOK = json.dumps(
    {
        "cells": [{"cell_type": "code", "source": SCRIPT, "metadata": {}, "outputs": [], "execution_count": None}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
)

FORMULAS = (
    PAYLOAD,
    f'{PAYLOAD}.system("touch {MARKER}")',
    f'exec("import {WORD}")',
    f'eval("{PAYLOAD}")',
    f'open("{WORD}", "w")',
    f"[{PAYLOAD} for _ in (1,)]",
    f"(lambda: {PAYLOAD})()",
    f"w if {PAYLOAD} else b",
    f'f"{{{WORD}}}"',
    f"(w := {WORD})",
    f"x.__class__.__mro__[-1].__subclasses__().{WORD}",
    f"exp.__globals__.{WORD}",
)
"""Formulas that Python would run, or that reach from a name into the interpreter."""

QUICK = ("--quiet", "--workers", "1", "--size", "500x300")

SUFFIXES = (".gif", ".svg", ".png", ".apng", ".webp", ".html", ".pdf", ".mp4", ".webm", ".pptx")


class Unpickled:
    """An object whose pickle runs the module where it is loaded."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return __import__, (WORD,)


def all_of(folder: Path, *commands: list[str]) -> list[Done]:
    """Run commands of which none may do anything but read the files and write its outputs."""
    before = {entry.name for entry in folder.iterdir()}
    done = watched(folder, *commands)
    outputs = {command[command.index("-o") + 1] for command in commands if "-o" in command}
    stills = {f"{command[1].rpartition('.')[0]}-still.png" for command in commands if command[0] == "embed"}
    assert {entry.name for entry in folder.iterdir()} - before - outputs - stills <= {f"{WORD}.py"}
    assert not (folder / MARKER).exists()
    for command, each in zip(commands, done, strict=True):
        assert each.acts == [], command
        assert all(line.startswith("sgdviz: ") for line in each.said.splitlines()), command  # and no traceback
    return done


def test_run_and_post_do_run_code(tmp_path: Path) -> None:
    """The control: the same script and article leave the marker, and every kind of act is seen."""
    (tmp_path / "a.py").write_text(SCRIPT)
    (tmp_path / "a.md").write_text(ARTICLE)
    (tmp_path / "b.py").write_text(
        f"import pickle, os\nos.system('true')\npickle.loads({pickle.dumps(Unpickled())!r})\n"
    )
    (tmp_path / "c.py").write_text(f"open({os.devnull!r}, 'w').close()\nexec('import {WORD}')\n")
    for command in (["run", "a.py", "-o", "a.png", *QUICK], ["post", "a.md", *QUICK]):
        (done,) = watched(tmp_path, command)
        assert done.code == 0
        assert {"exec", f"import {WORD}"} <= set(done.acts), command
        (tmp_path / MARKER).unlink()
    unpickled, executed = watched(tmp_path, ["run", "b.py"], ["run", "c.py"])
    assert {act.split()[0] for act in unpickled.acts} >= {"os.system", "pickle.find_class"}
    assert {f"open {os.devnull}", f"compile import {WORD}", "exec"} <= set(executed.acts)


def test_looking_for_parameters_does_not_run_a_script(tmp_path: Path) -> None:
    """`run --find-only` parses the script and says what it found; nothing of it is run or imported."""
    (tmp_path / "a.py").write_text(f"import {WORD}\n{SCRIPT}")
    (done,) = watched(tmp_path, ["run", "a.py", "--find-only"])
    assert done.code == 0
    assert [act for act in done.acts if not act.startswith("compile ")] == []
    assert not (tmp_path / MARKER).exists()


@pytest.mark.parametrize("name", ["a.py", "a.md", "a.ipynb", "a.qmd"])
def test_no_other_verb_takes_a_script_or_an_article(tmp_path: Path, name: str) -> None:
    """`render`, `verify` and `embed` end with an error or say that they cannot tell, and leave it unread as code."""
    texts = {"a.py": SCRIPT, "a.ipynb": NOTEBOOK}
    (tmp_path / name).write_text(texts.get(name, ARTICLE))
    commands = [
        ["render", name, "-o", "a.png", *QUICK],
        ["verify", name],
        ["embed", name, "--for", "html"],
        ["lesson", "line", "--data", name, "--x", "x", "--y", "y", "-o", "a.png", *QUICK],
    ]
    assert [each.code for each in all_of(tmp_path, *commands)] == [2, 3, 2, 2]


def test_recordings_hold_no_code_that_runs(tmp_path: Path, short_run: Recording) -> None:
    """Pickled objects are refused; a listing is drawn as text; names, formulas and titles are text as well."""
    listing = Listing(
        (f"for a in {PAYLOAD}:", f"    m -= {PAYLOAD}"), (1, 2), (LineMark(1, "update", "parameter", "m"),)
    )
    replace(short_run, listing=listing).save(tmp_path / "listing.npz")
    replace(short_run, formula=f"{{m}} x + {{b}} {PAYLOAD}").save(tmp_path / "formula.npz")
    data = replace(short_run.dataset, feature_names=(PAYLOAD,), target_name=f"{{{PAYLOAD}}}")
    replace(short_run, dataset=data).save(tmp_path / "names.npz")
    short_run.save(tmp_path / "good.npz")
    with np.load(tmp_path / "good.npz") as good:
        arrays = dict(good)
    objects = np.array([Unpickled()], dtype=object)
    for name in arrays:
        np.savez(tmp_path / f"pickled_{name}.npz", **{**arrays, name: objects}, allow_pickle=True)
    (tmp_path / "pickle.npz").write_bytes(pickle.dumps(Unpickled()))
    drawn = ["listing", "formula", "names"]
    refused = ["pickle", *(f"pickled_{name}" for name in arrays)]
    panels = {"listing": "fit,code", "formula": "fit", "names": "fit,loss"}
    commands = [
        ["render", f"{name}.npz", "-o", f"{name}.svg", "--panels", panels.get(name, "fit"), *QUICK]
        for name in (*drawn, *refused)
    ]
    done = all_of(tmp_path, *commands)
    assert [each.code for each in done] == [0] * len(drawn) + [2] * len(refused)


def test_formulas_are_parsed_and_never_run(tmp_path: Path) -> None:
    """Anything but arithmetic is an error of one line; a formula is compiled to a tree alone."""
    (tmp_path / "log.csv").write_text("step,w,b\n0,0,0\n1,1,0.5\n2,2,1\n")
    (tmp_path / "data.csv").write_text("x,y\n1,2\n2,4\n3,7\n")
    fixed = ["render", "log.csv", "--data", "data.csv", "--x", "x", "--y", "y", "-o", "a.png", *QUICK]
    good, *bad = watched(tmp_path, *([*fixed, "--predict", formula] for formula in ("w*x + b", *FORMULAS)))
    assert (good.code, good.acts) == (0, [])
    for formula, done in zip(FORMULAS, bad, strict=True):
        assert done.code == 2, formula
        assert done.said.count("\n") == 1
        assert done.acts in ([], [f"compile {formula}"])
    assert not (tmp_path / MARKER).exists()


def test_tables_are_data(tmp_path: Path) -> None:
    """Cells, names of columns and names of files are text, also where they are formulas, Python or SQL."""
    sql = f"x\"; COPY (SELECT 1) TO '{MARKER}'; --"
    path = f"a'); COPY (SELECT 1) TO '{MARKER}'; --.csv"
    rows = "".join(f"{row},{2 * row + row % 2}\n" for row in range(1, 9))
    quoted = sql.replace('"', '""')
    (tmp_path / "sql.csv").write_text(f'"{quoted}",y\n{rows}')
    (tmp_path / path).write_text(f"x,y\n{rows}")
    (tmp_path / "python.csv").write_text(f"x,y\n{rows}" + "".join(f"'{PAYLOAD}',{row}\n" for row in range(2)))
    (tmp_path / "sheet.csv").write_text(f"x,y\n{rows}=cmd|'/C {WORD}'!A0,3\n@SUM({WORD}),4\n")
    cells = [{"x": row, "y": {"__class__": PAYLOAD, "__reduce__": [WORD]}} for row in range(8)]
    (tmp_path / "cells.json").write_text(json.dumps(cells))
    (tmp_path / "whole.json").write_text(json.dumps([{"x": row, "y": 2 * row + row % 3} for row in range(8)]))
    columns = f"SELECT unnest(range(8)) AS x, '{PAYLOAD}' AS y"
    duckdb.sql(f"COPY ({columns}) TO '{tmp_path / 'cells.parquet'}'")
    inputs = {
        "sql.csv": sql,
        path: "x",
        "python.csv": "x",
        "sheet.csv": "x",
        "cells.json": "x",
        "cells.parquet": "x",
        "whole.json": "x",
    }
    commands = [
        ["lesson", "line", "--data", name, "--x", x, "--y", "y", "-o", f"{number}.png", "--passes", "2", *QUICK]
        for number, (name, x) in enumerate(inputs.items())
    ]
    done = all_of(tmp_path, *commands)
    assert [each.code for each in done] == [0, 0, 2, 2, 2, 2, 0]


def test_themes_words_and_templates_are_data(tmp_path: Path) -> None:
    """Values that are code are refused, and so are phrases that reach into what fills them in."""
    files = {
        "theme.toml": f"base = '{PAYLOAD}'",
        "color.toml": f"line = '{PAYLOAD}'",
        "base.toml": f"base = '../{WORD}.py'",
        "reach.toml": 'step_number = "{number.__class__.__mro__}"',
        "index.toml": 'step_number = "{number[0]}"',
        "kept.toml": f"step_number = '{{number}} {PAYLOAD}'",
        "slides.pptx": SCRIPT,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    lesson = ["lesson", "line", "--passes", "1", *QUICK, "-o"]
    commands = [
        [*lesson, "0.png", "--theme", "theme.toml"],
        [*lesson, "1.png", "--theme", "color.toml"],
        [*lesson, "2.png", "--theme", "base.toml"],
        [*lesson, "3.png", "--words", "reach.toml"],
        [*lesson, "4.png", "--words", "index.toml"],
        [*lesson, "5.pptx", "--template", "slides.pptx"],
        ["lesson", f"{WORD}.py", "-o", "6.png"],
        [*lesson, "7.png", "--words", "kept.toml"],
    ]
    assert [each.code for each in all_of(tmp_path, *commands)] == [2, 2, 2, 2, 2, 2, 2, 0]


def sources(run: Recording) -> dict[str, dict[str, Any]]:
    """Return what hostile pictures say of how they were made."""
    return {
        "script": code_origin("script", f"../{WORD}.py", SCRIPT, run, {}),
        "article": code_origin("article", "a.md", ARTICLE, run, {}, modules=(WORD,)),
        "lesson": {"lesson": f"../{WORD}.toml"},
        "training": {"lesson": "line", "training": {"optimizer": PAYLOAD}},
        "data": {"lesson": "line", "training": {"data": f"{WORD}.csv", "x": "x", "y": "y"}},
        "theme": {"lesson": "line", "settings": {"theme": f"{WORD}.toml"}},
        "panels": {"lesson": "line", "settings": {"panels": [f"{WORD}.Panel"]}},
        "extra": {"lesson": "line", "command": f"import {WORD}"},
    }


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_pictures_say_how_they_were_made_and_nothing_of_it_runs(
    tmp_path: Path, short_run: Recording, suffix: str
) -> None:
    """Code, modules, paths and unknown things in a source are not run or opened; embedding shows the picture alone."""
    commands = []
    origins = sources(short_run)
    for name, origin in origins.items():
        animation = sgdviz.animate(short_run, panels=("fit",), size=(500, 300), every=6)
        animation.origin = origin
        animation.save(tmp_path / f"{name}{suffix}")
        commands += [
            ["render", f"{name}{suffix}", "-o", f"{name}_again.png", *QUICK],
            ["verify", f"{name}{suffix}"],
            ["embed", f"{name}{suffix}", "--for", "markdown", "--dark", f"{name}_dark{suffix}"],
            ["embed", f"{name}{suffix}", "--for", "html", "--quiet"],
        ]
    done = all_of(tmp_path, *commands)
    assert {each.code for each in done[::4]} == {2}
    assert {each.code for each in done[1::4]} == {3}
    assert {each.code for each in done[2::4]} == {2}
    assert {each.code for each in done[3::4]} == ({2} if suffix == ".pptx" else {0})
