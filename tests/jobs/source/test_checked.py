"""Checked sources: what sgdviz would have written, and for anything else an error of one line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgdviz.errors import InputError, RecordingError
from sgdviz.jobs.source import checked_source, remade

VERSIONS = {"sgdviz": "0.1.0", "numpy": "2", "matplotlib": "3"}


def checked(**entries: Any) -> Any:
    """Return the checked source with some entries."""
    return checked_source(json.dumps({**VERSIONS, **entries}))


def test_a_source_is_read() -> None:
    """Lists are tuples, names are found, and versions are kept as they are."""
    source = checked(
        lesson="line",
        training={"step_size": [0.1, 0.2], "start": {"m": 1}, "batch_size": "full"},
        settings={"size": [800, 500], "panels": ["fit"], "theme": "dark", "words": "de"},
        runs=[[3, 1.0, "inf", 2]],
        save={"at": "0,50%", "strip": 2, "strip_size": [300, 200], "compatible": True},
    )
    assert source.lesson.name == "line"
    assert source.training == {"step_size": (0.1, 0.2), "start": {"m": 1}, "batch_size": "full"}
    assert source.settings == {"size": (800, 500), "panels": ("fit",), "theme": "dark", "words": "de"}
    assert source.runs == ((3, 1.0, float("inf"), 2),)
    assert source.saved == {"at": "0,50%", "strip": 2, "strip_size": (300, 200), "compatible": True}
    assert source.versions == VERSIONS


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("", "its source is no JSON that can be read"),
        ("[" * 100_000, "its source is no JSON that can be read"),
        ('{"a":' * 50_000, "its source is no JSON that can be read"),
        ('{"lesson":"line","runs":[[NaN]]}', "its source is no JSON that can be read"),
        ('{"lesson":"line","runs":[[' + "9" * 5000 + "]]}", "its source is no JSON that can be read"),
        ("[]", r"the source is \[\]; it must be a table"),
        ("{}", "its source has no lesson and no recording"),
        ('{"lesson":"line","command":"rm"}', "unknown entry of its source: 'command'"),
    ],
)
def test_what_is_no_source_is_refused(source: str, says: str) -> None:
    """Nested, endless and foreign JSON is an error, not a crash."""
    with pytest.raises(InputError, match=says):
        checked_source(source)


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"lesson": "../../etc/passwd"}, "unknown lesson '../../etc/passwd'"),
        ({"lesson": ["line"]}, r"lesson is \['line'\]; give text"),
        ({"lesson": "lines"}, "unknown lesson 'lines'; did you mean 'line'"),
        ({"training": {"model": "x"}}, "unknown training setting 'model'"),
        ({"training": {"passes": 10**9}}, "passes is 1000000000; give a whole number from 1 to 1,000,000"),
        ({"training": {"passes": [1, 2]}}, r"passes is \[1, 2\]; give a whole number"),
        ({"training": {"optimizer": {"name": "sgd"}}}, "unknown optimizer"),
        ({"training": {"step_size": "0.1"}}, "step size is '0.1'; it must be a number"),
        ({"training": {"seed": [1.5]}}, r"seed is 1.5; give a whole number"),
        ({"training": {"shuffle": "yes"}}, "shuffle is 'yes'; give True or False"),
        ({"training": {"start": [1]}}, r"start is \[1\]; it must be a table"),
        ({"training": {"batch_size": "all"}}, "batch size is 'all'; give a whole number"),
        ({"settings": {"command": 1}}, "unknown setting 'command'"),
        ({"settings": {"theme": "/etc/passwd.toml"}}, "unknown theme '/etc/passwd.toml'"),
        ({"settings": {"theme": {"base": "x.toml"}}}, "unknown theme 'x.toml'"),
        ({"settings": {"theme": {"base": "light", "line": "red"}}}, "has line 'red'; write colours as in"),
        ({"settings": {"words": "/etc/words.toml"}}, "unknown language '/etc/words.toml'"),
        ({"settings": {"words": {"rise": "{0.__class__}"}}}, "rise is '{0.__class__}'; it must have nothing in braces"),
        ({"settings": {"words": {"lessons": {"nothing": {}}}}}, "unknown lesson 'nothing'"),
        ({"settings": {"panels": "fit"}}, "panels is 'fit'; it must be a list"),
        ({"settings": {"panels": ["fit", ["fit"]]}}, "unknown panel"),
        ({"settings": {"size": 3}}, "size is 3; it must be a list"),
        ({"runs": [[1, 2, 3, 4, 5]]}, "it must be a list of at most 4"),
        ({"runs": [["1e9"]]}, "a number of a run is '1e9'"),
        ({"save": {"path": "/etc"}}, "unknown save setting 'path'"),
        ({"save": {"at": "x" * 3000}}, "at has 3,000 characters"),
        ({"save": {"max_size": -1}}, "max size is -1; give a whole number"),
        ({"chapters": [{"recordings": []}]}, "a chapter has no recordings"),
        ({"chapters": [{"recordings": [3]}]}, "a chapter has no recordings"),
        ({"chapters": [{"recordings": ["x"], "code": "x"}]}, "unknown entry of a chapter 'code'"),
        ({"chapters": {}}, r"chapters is \{\}; it must be a list"),
        ({"own_data": 1}, "own_data is 1; give True or False"),
        ({"numpy": 2}, "version of numpy is 2; give text"),
    ],
)  # fmt: skip
def test_what_sgdviz_would_not_have_written_is_refused(entries: dict[str, Any], says: str) -> None:
    """Unknown names, paths, huge numbers and wrong types: the error has one line and says which."""
    with pytest.raises(InputError, match=says) as caught:
        checked(**{"lesson": "line", **entries})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("size", [10**9, 10**9]), ("size", ["a", "b"]), ("size", [1]), ("scale", 1e300), ("scale", "2"), ("title", [1]),
        ("title", "x" * 10_000), ("loss_scale", {}), ("overlay", 3), ("fps", "fast"), ("every", []), ("frames", 1e40),
        ("tween", 10**30), ("plays", -1), ("duration", True), ("panels", []), ("caption", {"a": 1}), ("squares", None),
        ("explain", "2"), ("hold_last", 1e12), ("rewind", "x"), ("card", True), ("transparent", 0),
    ],
)  # fmt: skip
def test_settings_of_wrong_values_are_errors_where_the_picture_is_made(setting: str, value: Any) -> None:
    """Scene and pacing check their own values, whoever gives them."""
    with pytest.raises(InputError) as caught:
        remade(checked(lesson="line", training={"passes": 1}, settings={setting: value}))
    assert "\n" not in str(caught.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["line", "dark"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    ["lesson", "training", "settings", "own_data", "runs", "save", "chapters", "sgdviz", "labels", "recordings",
     "theme", "words", "panels", "size", "every", "passes", "optimizer", "start", "at", "strip", "name", "base"]
)  # fmt: skip
tables = st.dictionaries(names, json_values | st.dictionaries(names, json_values, max_size=3), max_size=4)


@settings(max_examples=300, deadline=None)
@given(tables)
def test_any_json_is_a_source_or_an_error(table: dict[str, Any]) -> None:
    """Nothing but the errors of this package comes out, whatever the entries hold."""
    source = json.dumps({"lesson": "line", **table})
    try:
        checked_source(source)
    except (InputError, RecordingError) as error:
        assert "\n" not in str(error)  # noqa: PT017 - some tables are sources
