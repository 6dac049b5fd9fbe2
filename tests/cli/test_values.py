"""The values of options: what each accepts, and what the error suggests."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgdviz import InputError
from sgdviz.cli.values import (
    BATCH_SIZE,
    EVERY,
    FILE_SIZE,
    MOMENTS,
    NAMES,
    NUMBERS,
    OUTPUT,
    PASSES,
    SIZE,
    START,
    WHOLE_NUMBERS,
    Value,
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (OUTPUT, "some/run.GIF", "some/run.GIF"),
        (OUTPUT, "frames/", "frames/"),
        (SIZE, "800x400", (800, 400)),
        (SIZE, "800×400", (800, 400)),
        (FILE_SIZE, "300KB", 300_000),
        (FILE_SIZE, "1.5MB", 1_500_000),
        (FILE_SIZE, "2MiB", 2_097_152),
        (FILE_SIZE, "12kib", 12_288),
        (FILE_SIZE, "500", 500),
        (FILE_SIZE, "500b", 500),
        (FILE_SIZE, "7k", 7000),
        (NAMES, "fit", ("fit",)),
        (NAMES, " fit, loss,", ("fit", "loss")),
        (NUMBERS, "0.001,1e-2", (0.001, 0.01)),
        (WHOLE_NUMBERS, "0,1,2", (0, 1, 2)),
        (PASSES, "7", 7),
        (PASSES, "-7", -7),
        (EVERY, "5", 5),
        (EVERY, "pass", "pass"),
        (EVERY, "stpe", "stpe"),
        (BATCH_SIZE, "16", 16),
        (BATCH_SIZE, "full", "full"),
        (MOMENTS, "15", "15"),
        (MOMENTS, "0,50%,last,2:backward", "0,50%,last,2:backward"),
        (START, "m=1,b=-0.5", {"m": 1.0, "b": -0.5}),
        (START, " W1[1,2] = 3", None),
    ],
)
def test_a_text_becomes_its_value(kind: Value, text: str, value: Any) -> None:
    """A text is converted as the help says; a value that is converted already stays."""
    if value is None:
        with pytest.raises(InputError):
            kind.convert(text, None, None)
        return
    assert kind.convert(text, None, None) == value
    assert kind.convert(value, None, None) == value


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (OUTPUT, "a.gfi", "did you mean '.gif'"),
        (OUTPUT, "a", "names no format"),
        (SIZE, "wide", "'wide' is not a size; write the width and the height in pixels, as in 800x400"),
        (SIZE, "800x", "'800x' is not a size"),
        (FILE_SIZE, "big", "'big' is not a file size; write a number and a unit, as in 300KB or 1.5MB"),
        (FILE_SIZE, "-3KB", "as in 300KB"),
        (FILE_SIZE, "3GB", "as in 300KB"),
        (FILE_SIZE, "", "as in 300KB"),
        (FILE_SIZE, "1e3", "as in 300KB"),
        (FILE_SIZE, "5ib", "as in 300KB"),
        (NAMES, ",", "',' names nothing; write one, or several with commas between them"),
        (NUMBERS, "0.1,fast", "'fast' is not a number; write one, or several with commas to compare them"),
        (WHOLE_NUMBERS, "0,1.5", "'1.5' is not a whole number"),
        (PASSES, "2,3", "passes is '2,3'; give one whole number, the same for every run"),
        (BATCH_SIZE, "all", "'all' is not a batch size; write the number of samples of an update, as in 16, or full"),
        (START, "m", "'m' sets no parameter; write a name and a number, as in m=1,b=0"),
        (START, "m=1,b=low", "'b=low' sets no parameter"),
    ],
)
def test_a_text_without_a_value_is_refused(kind: Value, text: str, said: str) -> None:
    """The error quotes the text and shows how to write it."""
    with pytest.raises(InputError) as caught:
        kind.convert(text, None, None)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "kind",
    [BATCH_SIZE, EVERY, FILE_SIZE, MOMENTS, NAMES, NUMBERS, OUTPUT, PASSES, SIZE, START, WHOLE_NUMBERS],
    ids=lambda kind: kind.name,
)
@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("0123456789.,:=x×kKmMiBb-+_ef/ \n²٣"), max_size=12) | st.text(max_size=12))
def test_any_text_is_a_value_or_refused(kind: Value, text: str) -> None:
    """A text is a value, which is kept as it is, or raises an `InputError` of one line."""
    try:
        value = kind.convert(text, None, None)
    except InputError as error:
        said = str(error)
    else:
        said = "it is kept"
        assert isinstance(value, str) or kind.convert(value, None, None) is value
    assert len(said.splitlines()) == 1
