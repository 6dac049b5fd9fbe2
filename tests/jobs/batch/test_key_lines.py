"""The lines of the keys of TOML."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgdviz.jobs.batch.faults import path_of
from sgdviz.jobs.batch.key_lines import key_lines

TEXT = '''# comment
top = 1
[defaults]
lesson = "line" # [jobs]
start = { m = 1, "b x" = [1, 2,
 3] }
text = """a
[b]
"c" = 1"""
quoted = 'a\\'

[[jobs]]
name = "a\\"b"
matrix = { step_size = [0.003,
  -1], seed = { from = 0, to = 19 } }
[jobs.optimizer]
step_size = -1
[[jobs]]
optimizer.name = "x"
when = 2020-01-01T00:00:00Z
yes = true
[[jobs.runs]]
label = "a"
[[jobs.runs]]
label = "b"
'''


def test_every_key_has_the_line_at_which_it_stands() -> None:
    """Comments, texts of several lines, inline tables, dotted keys and arrays of tables do not shift the lines."""
    lines = {path_of(place): line for place, line in key_lines(TEXT).items()}
    for path, line in {
        "top": 2,
        "defaults.lesson": 4,
        "defaults.start.b x": 5,
        "defaults.start.b x[2]": 6,
        "defaults.text": 7,
        "defaults.quoted": 10,
        "jobs[0].name": 13,
        "jobs[0].matrix.step_size[1]": 15,
        "jobs[0].matrix.seed.to": 15,
        "jobs[0].optimizer.step_size": 17,
        "jobs[1]": 18,
        "jobs[1].optimizer.name": 19,
        "jobs[1].yes": 21,
        "jobs[1].runs[1].label": 25,
    }.items():
        assert lines[path] == line, path


def places(value: Any, place: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    """Return the places of all keys in a parsed document."""
    if isinstance(value, dict):
        return {found for key, own in value.items() for found in {(*place, key)} | places(own, (*place, key))}
    if isinstance(value, list):
        return {found for index, own in enumerate(value) for found in places(own, (*place, index))}
    return set()


def test_every_key_of_the_parsed_file_has_a_line() -> None:
    """The places are those of the parsed document."""
    assert places(tomllib.loads(TEXT)) <= key_lines(TEXT).keys()


@given(st.text(alphabet="ab=[]{}.,\"'\\#1 \n-t", max_size=40))
def test_any_text_is_read_to_its_end(text: str) -> None:
    """A text that is no TOML ends as well, and all lines lie within it; the keys of one that is are found."""
    lines = key_lines(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    tops = {place[:1] for place in places(document)}
    assert tops <= {place[:1] for place in lines}


@pytest.mark.parametrize("text", ["", "\n\n", "# a", "a", "a =", "[", "[[a", "{"])
def test_what_is_cut_off_has_no_error(text: str) -> None:
    """A file that ends in the middle has the lines of what is before."""
    assert all(line == 1 for line in key_lines(text).values())
