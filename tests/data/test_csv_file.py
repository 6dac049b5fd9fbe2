"""CSV files: what is read from them, what is refused, and a uniform sample of a long one in little memory."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sgdviz import Dataset, InputError, read_csv
from sgdviz.data import csv_file
from sgdviz.data.csv_file import read_table

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "size (sq ft),price ($1000)\n1000,200\n2000,400.5\n4e3,-8\n"


def written(folder: Path, text: str | bytes) -> Path:
    """Return the path of a file that holds `text`."""
    path = folder / "points.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.rstrip("\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", " , "),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\n" + PLAIN.replace("\n", "\n\n"),
        '"size (sq ft)","price ($1000)"\n"1000","200"\n2000, "400.5"\n"4e3",-8\n',
        "name;price ($1000);size (sq ft)\na,b;200;1000\n,;400.5;2000\n;-8;4000\n",
        'note,size (sq ft),price ($1000)\n"one, and\na line",1000,200\n"""",2000,400.5\n#,4000,-8\n',
    ],
)
def test_the_dialect_changes_nothing(tmp_path: Path, text: str) -> None:
    """Byte order marks, separators, quotes, line ends, empty lines and other columns do not change the data."""
    table = read_table(written(tmp_path, text), ("size (sq ft)",), "price ($1000)")
    assert table.rows == 3
    assert table.dataset.x.tolist() == [[1000], [2000], [4000]]
    assert table.dataset.y.tolist() == [200, 400.5, -8]
    assert table.dataset.feature_names == ("size (sq ft)",)
    assert table.dataset.target_name == "price ($1000)"


def test_columns_come_in_the_order_that_was_asked_for(tmp_path: Path) -> None:
    """Columns come in the order of their names in the call, with or without the unit."""
    path = written(tmp_path, "a [m],b,c (€),c\n1,2,3,4\n5,6,7,8\n")
    table = read_table(path, ("c", "a"), "b")
    assert table.dataset.x.tolist() == [[4, 1], [8, 5]]
    assert table.dataset.feature_names == ("c", "a [m]")
    assert read_table(path, ("c (€)",), "b").dataset.inputs.tolist() == [3, 7]


@pytest.mark.parametrize(
    ("text", "x", "y", "said"),
    [
        ("", "a", "b", "is empty; give a header"),
        ("\n \n", "a", "b", "is empty; give a header"),
        ("a,b\n", "a", "b", "has a header and no rows"),
        ("a,b\n\n\n", "a", "b", "has a header and no rows"),
        ("1,2\n3,4\n", "a", "b", "has no header"),
        ("a,b\n1,2\n", "c", "b", "has no column 'c'; its columns are: a, b"),
        ("a;b\n1;2\n", "a", "c", "has no column 'c'; its columns are: a, b"),
        ("a,b\n1,2\n", "", "b", "say which columns of .* are x and which is y; its columns are: a, b"),
        ("a,b\n1,2\n", "a", "", "its columns are: a, b"),
        ("a,b\n1,2\n", "a", "a", "the column 'a' of .* was asked for twice"),
        ("a (m),b\n1,2\n", "a", "a (m)", r"the column 'a \(m\)' of .* was asked for twice"),
        ("a,a,b\n1,2,3\n", "a", "b", "has 2 columns 'a'"),
        ("a (m),a (s),b\n1,2,3\n", "a", "b", "has 2 columns 'a'"),
        (
            "a,b\n1,2\n3,four\n",
            "a",
            "b",
            "row 3, column 'b' has 'four', which is not a number; give every row a number there",
        ),
        ("a;b\n1;2,5\n", "a", "b", "row 2, column 'b' has '2,5', which is not a number; write decimals with a point"),
        ("a,b\n1_000,2\n", "a", "b", "row 2, column 'a' has '1_000', which is not a number"),
        ('a,b\n"1_000",2\n', "a", "b", "row 2, column 'a' has '1_000', which is not a number"),
        ('"a","b"\n"1","2"\n\n"x\ny",4\n', "a", "b", r"row 4, column 'a' has 'x\\ny', which is not a number"),
        ("a,b\n1,\n", "a", "b", "row 2, column 'b' is empty"),
        ("a,b\n1,2\n,\n", "a", "b", None),
        ("a,b\nnan,2\n", "a", "b", "row 2, column 'a' is nan; take out or mend"),
        ("a,b\n1,2\n1,-inf\n", "a", "b", "row 3, column 'b' is -inf"),
        ("a,b\n1,1e999\n", "a", "b", "row 2, column 'b' is 1e999"),
        ("a,b\n1,2\n3\n", "a", "b", "row 3 has 1 cell and the header 2"),
        ("a,b\n1,2,3\n", "a", "b", "row 2 has 3 cells and the header 2"),
        ('a,b\n1,"2\n' + "x" * 140_000, "a", "b", "CSV file .*quotation mark"),
        ("a" * (1 << 20), "a", "b", "the first line of .* does not end"),
        ("a,b\n1,ö\n".encode("latin-1"), "a", "b", "is not UTF-8 text .*0xf6.*; save it as CSV UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "a", "b", "is not UTF-8 text"),
    ],
)
def test_a_bad_file_is_named_with_its_fault(
    tmp_path: Path, text: str | bytes, x: str, y: str, said: str | None
) -> None:
    """An error gives the row as a spreadsheet counts it, in one line; a row of separators alone is an empty line."""
    path = written(tmp_path, text)
    if said is None:
        assert read_table(path, (x,), y).rows == 1
        return
    with pytest.raises(InputError, match=said) as caught:
        read_table(path, (x,) if x else (), y)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A missing file and a folder are refused by their paths."""
    with pytest.raises(InputError, match=r"cannot read .*no\.csv: No such file"):
        read_table(tmp_path / "no.csv", ("a",), "b")
    with pytest.raises(InputError, match=r"cannot read .*: Is a directory"):
        read_table(tmp_path, ("a",), "b")


def test_a_wide_header_is_not_listed_whole(tmp_path: Path) -> None:
    """An error lists twenty columns and the number of the others."""
    path = written(tmp_path, ",".join(f"c{i}" for i in range(50)) + "\n")
    with pytest.raises(InputError, match=r"c18, c19 and 30 more$"):
        read_table(path, ("a",), "b")


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_fault_behind_many_good_rows_has_its_own_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str
) -> None:
    """The row of a fault is counted over all blocks, in both parsers."""
    monkeypatch.setattr(csv_file, "BLOCK", 100)
    monkeypatch.setattr(csv_file, "BLOCK_CELLS", 100)
    rows = [f"{quote}{row}{quote},1" for row in range(2, 1000)]
    path = written(tmp_path, "a,b\n" + "\n".join([*rows, "here,1", "there,1"]))
    with pytest.raises(InputError, match="row 1000, column 'a' has 'here'"):
        read_table(path, ("a",), "b")


def test_both_parsers_read_the_same_numbers(tmp_path: Path) -> None:
    """The parser of plain lines and that of cells give the same bits."""
    numbers = np.random.default_rng(0).normal(size=(500, 2)) * 10.0 ** np.arange(-250, 250)[:, None]
    lines = "".join(f"{a!r},{b!r}\n" for a, b in numbers.tolist())
    plain = read_table(written(tmp_path, "a,b\n" + lines), ("a",), "b")
    quoted = read_table(written(tmp_path, "a,b\n" + '"' + lines.replace(",", '",', 1)), ("a",), "b")
    assert plain.dataset.x.tobytes() == quoted.dataset.x.tobytes() == numbers[:, 0].tobytes()
    assert plain.dataset.y.tobytes() == quoted.dataset.y.tobytes() == numbers[:, 1].tobytes()


def test_every_row_is_as_likely_to_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is uniform: over 3000 seeds, chi squared of 60 rows is near its 59 degrees of freedom."""
    monkeypatch.setattr(csv_file, "SAMPLE_SIZE", 6)
    monkeypatch.setattr(csv_file, "BLOCK", 40)
    path = written(tmp_path, "a,b\n" + "".join(f"{row},0\n" for row in range(60)))
    counts = np.zeros(60)
    for seed in range(3000):
        table = read_table(path, ("a",), "b", seed=seed)
        drawn = table.dataset.inputs.astype(int)
        assert table.rows == 60
        assert (np.diff(drawn) > 0).all()
        counts[drawn] += 1
    assert counts.sum() == 18_000
    variance = 3000 * 0.1 * 0.9
    chi_squared = ((counts - 300) ** 2 / variance).sum() * 59 / 60
    assert 30 < chi_squared < 98  # one run in a thousand lies outside on either side


def test_the_sample_depends_on_the_seed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample depends on the seed and not on the size of a block or on quotation marks."""
    plain = "a,b\n" + "".join(f"{row},0\n" for row in range(5000))
    path = written(tmp_path, plain)
    one = read_table(path, ("a",), "b", seed=3).dataset.inputs.tolist()
    assert len(one) == len(set(one)) == csv_file.SAMPLE_SIZE == 2000
    assert read_table(path, ("a",), "b", seed=4).dataset.inputs.tolist() != one
    monkeypatch.setattr(csv_file, "BLOCK", 997)
    assert read_table(path, ("a",), "b", seed=3).dataset.inputs.tolist() == one
    monkeypatch.setattr(csv_file, "BLOCK_CELLS", 131)
    quoted = written(tmp_path, plain.replace("77,0", '77,"0"'))
    assert read_table(quoted, ("a",), "b", seed=3).dataset.inputs.tolist() == one
    with pytest.raises(InputError, match="seed is -1"):
        read_table(path, ("a",), "b", seed=-1)


def test_a_file_of_the_sample_size_is_kept_whole(tmp_path: Path) -> None:
    """2000 rows are all kept, and of 2001 rows 2000."""
    for rows in (2000, 2001):
        table = read_table(written(tmp_path, "a,b\n" + "".join(f"{row},0\n" for row in range(rows))), ("a",), "b")
        assert (table.rows, len(table.dataset)) == (rows, 2000)
    assert len(set(table.dataset.inputs.tolist())) == 2000


@pytest.mark.slow
def test_a_million_rows_stream(tmp_path: Path) -> None:
    """A file is read in less memory than half of its size."""
    path = tmp_path / "long.csv"
    block = "".join(f"{row}.25,{row},some text that nobody asked for\n" for row in range(10_000))
    with path.open("w") as file:
        file.write("a,b,c\n")
        for _ in range(100):
            file.write(block)
    assert path.stat().st_size > 40_000_000
    tracemalloc.start()
    try:
        table = read_table(path, ("a",), "b")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (table.rows, len(table.dataset)) == (1_000_000, 2000)
    assert (table.dataset.inputs - table.dataset.y == 0.25).all()
    assert peak < 16_000_000


def test_read_csv_returns_the_data_set_alone(tmp_path: Path) -> None:
    """`read_csv` returns the data set of the table, sampled with the same seed."""
    path = written(tmp_path, "a,b\n" + "".join(f"{row},{-row}\n" for row in range(2500)))
    dataset = read_csv(path, "a", "b", seed=5)
    assert isinstance(dataset, Dataset)
    same = read_table(path, "a", "b", seed=5).dataset
    assert dataset.x.tobytes() + dataset.y.tobytes() == same.x.tobytes() + same.y.tobytes()
    assert (dataset.feature_names, dataset.target_name) == (("a",), "b")


def test_one_column_needs_no_tuple(tmp_path: Path) -> None:
    """A single column may be given as text."""
    (tmp_path / "a.csv").write_text("size,price\n1,2\n3,4\n")
    one, other = (read_table(tmp_path / "a.csv", x, "price").dataset for x in ("size", ("size",)))
    np.testing.assert_array_equal(one.x, other.x)
    with pytest.raises(InputError, match="say which columns"):
        read_table(tmp_path / "a.csv", "", "price")


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        (
            "Size (m),price",
            "1",
            r"has no column 'size'; did you mean 'Size \(m\)'\? Its columns are: Size ",
        ),
        ("size,price", '"$399,900"', "which is not a number; write the number alone, without a unit or commas"),
        ("size,price", "-$5", "write the number alone"),
        ("size,price", "12 km", "write the number alone"),
        ("size,price", "2020-01-05", "give every row a number there"),
        ("size,price", "female", "which is not a number; give every row a number there, and classes as 0 and 1"),
    ],
)
def test_a_fault_comes_with_a_hint(tmp_path: Path, header: str, cell: str, said: str) -> None:
    """An error suggests the column of another case, a number without its unit, or classes as 0 and 1."""
    (tmp_path / "a.csv").write_text(f"{header}\n1,{cell}\n")
    with pytest.raises(InputError, match=said):
        read_table(tmp_path / "a.csv", "size", "price")
