"""DataFrames, dicts of columns and arrays as data sets."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from sgdviz import Dataset, DataWarning, InputError


class PolarsLike:
    """A DataFrame with the face of Polars: `columns` is a list, and columns are looked up by name."""

    def __init__(self, columns: dict[str, Any], names: str = "columns") -> None:
        self._columns = columns
        setattr(self, names, list(columns))

    def __getitem__(self, name: str) -> Any:
        return self._columns[name]


class PandasLike:
    """A DataFrame with the face of pandas: `iloc` takes columns by place."""

    def __init__(self, array: np.ndarray[Any, Any], columns: list[Any]) -> None:
        self.columns, self.iloc = np.array(columns), array


class Interchanged:
    """A DataFrame that has the interchange protocol alone."""

    def __init__(self, frame: PolarsLike) -> None:
        self.frame = frame

    def __dataframe__(self) -> Interchanged:
        return self


COLUMNS = {"a": [1.0, 2.0, 4.0], "b": ["yes", "no", "no"]}


@pytest.mark.parametrize(
    "frame",
    [
        COLUMNS,
        PolarsLike(COLUMNS),
        PolarsLike(COLUMNS, "column_names"),
        PandasLike(np.array([[1.0, "yes"], [2.0, "no"], [4.0, "no"]], dtype=object), ["a", "b"]),
        np.array([(1.0, "yes"), (2.0, "no"), (4.0, "no")], dtype=[("a", "f8"), ("b", "U3")]),
    ],
)
def test_any_frame_gives_the_same_data(frame: object) -> None:
    """Columns are called by name or by number, whatever holds them."""
    for x, y in (("a", "b"), (1, 2), (["a"], "b")):
        dataset = Dataset.of(frame, x=x, y=y)
        assert dataset.inputs.tolist() == [1, 2, 4]
        assert dataset.y.tolist() == [1, 0, 0]
        assert (dataset.feature_names, dataset.target_name, dataset.class_names) == (("a",), "b", ("no", "yes"))


def test_a_frame_of_the_interchange_protocol_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a frame goes through pyarrow, and without it the error is the command to type."""
    monkeypatch.setitem(sys.modules, "pyarrow", ModuleType("pyarrow"))
    monkeypatch.setitem(sys.modules, "pyarrow.interchange", None)
    with pytest.raises(InputError, match="install it with: pip install pyarrow"):
        Dataset.of(Interchanged(PolarsLike(COLUMNS)), x="a", y="b")
    reader = ModuleType("pyarrow.interchange")
    reader.from_dataframe = lambda frame: frame.frame  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyarrow.interchange", reader)
    assert Dataset.of(Interchanged(PolarsLike(COLUMNS)), x="a", y="b").y.tolist() == [1, 0, 0]


def test_missing_and_masked_values_are_left_out() -> None:
    """NaN, None and masked values are missing, and one line says how many rows lack them."""
    with pytest.warns(DataWarning, match="2 of 4 rows have no a or b; left out"):
        dataset = Dataset.of({"a": [1, None, 3, 4], "b": [1.5, 2, np.nan, 4]}, x="a", y="b")
    assert dataset.y.tolist() == [1.5, 4]
    with pytest.warns(DataWarning, match="1 of 3 rows have no column 1; left out"):
        dataset = Dataset.of(np.ma.masked_values([[1, 2.0], [999, 4], [3, 3]], 999), x=1, y=2)
    assert dataset.inputs.tolist() == [1, 3]


def test_dates_and_numbers_keep_their_values() -> None:
    """A date is its day, and a number has every bit."""
    days = np.array(["2020-01-01", "2020-01-03"], dtype="datetime64[ns]")
    with pytest.warns(DataWarning, match="'d' was read as dates, in days"):
        assert Dataset.of({"d": days, "y": [0.5, 1.5]}, x="d", y="y").inputs.tolist() == [0, 2]
    numbers = np.random.default_rng(0).normal(size=(50, 2))
    assert Dataset.of(numbers, x=1, y=2).x.tobytes() == numbers[:, 0].tobytes()


def test_classes_are_chosen_as_in_a_file() -> None:
    """`classes`, `one` and `positive` choose the classes."""
    frame = {"a": [1, 2, 3, 4], "b": ["u", "v", "w", "u"]}
    with pytest.warns(DataWarning, match="1 of 4 rows have another b; left out"):
        assert Dataset.of(frame, "a", "b", classes=("w", "u")).y.tolist() == [1, 0, 1]
    assert Dataset.of(frame, "a", "b", one="v").y.tolist() == [0, 1, 0, 0]
    with pytest.raises(InputError, match="the frame: column 'b' has 3 classes: u, v, w"):
        Dataset.of(frame, "a", "b")


@pytest.mark.parametrize(
    ("frame", "x", "y", "said"),
    [
        (3, 1, 2, "the frame is of type int; give a DataFrame, a dict or an array N by D"),
        ([1, 2], 1, 2, "the frame is of type list"),
        ([[1, 2], [3]], 1, 2, "the frame is of type list"),
        (COLUMNS, "c", "b", "the frame has no column 'c'; its columns are: a, b"),
        (COLUMNS, [], "b", "say which columns of the frame are x"),
        (COLUMNS, "a", [], "y is"),
        ({"a": [1, 2], "b": [1]}, "a", "b", r"the columns of the frame have \[1, 2\] rows"),
        ({"a": [[1, 2], [3, 4]], "b": [1, 2]}, "a", "b", r"column 'a' of the frame has shape \(2, 2\)"),
        ({"a": [1, 2, 3, 4], "b": [1, 2, "x", 4]}, "a", "b", "'b' has 'x' in row 2, counted from 0, which is not"),
        ({"a": [None], "b": [1]}, "a", "b", "no row with a value in each of a, b"),
    ],
)
def test_a_bad_frame_is_refused(frame: object, x: Any, y: Any, said: str) -> None:
    """Each fault is an `InputError` that names the frame and its column."""
    with pytest.raises(InputError, match=said):
        Dataset.of(frame, x=x, y=y)
