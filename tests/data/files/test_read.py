"""Invented files with the traits of real ones: what is read from each, what is said, and what is refused."""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import warnings
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import numpy as np
import pytest

from sgdviz import Dataset, DataWarning, InputError, read_csv
from sgdviz.data.columns.classes import ClassChoice
from sgdviz.data.files import read_table
from sgdviz.data.files.source import SAMPLE_SIZE

if TYPE_CHECKING:
    from pathlib import Path

    from sgdviz.data.columns.choose import Column


class Case(NamedTuple):
    """A file, the columns asked for, the points that come of it, and what is said, in parts of a line each."""

    text: str | bytes
    x: Column = "a"
    y: Column = "b"
    points: tuple[list[float], list[float]] = ([1, 3], [2, 4])
    names: tuple[str, str] = ("a", "b")
    said: tuple[str, ...] = ()
    file: str = "points.csv"
    classes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


PLAIN = "a,b\n1,2\n3,4\n"

CASES = {
    "plain": Case(PLAIN),
    "no line end": Case(PLAIN.rstrip()),
    "no header": Case("1,2\n3,4\n", 1, 2, names=("column 1", "column 2"), said=("no header; the 2 columns are",)),
    "numbers as text": Case("1,2\n3,4\n", "1", "2", names=("column 1", "column 2"), said=("no header",)),
    "no header, missing": Case(
        "1,?\n3,4\n5,6\n", 1, 2, ([3, 5], [4, 6]), ("column 1", "column 2"), ("no header", "1 of 3 rows")
    ),
    "an empty name too many": Case("a,b,\n1,2\n3,4\n"),
    "values that end in a separator": Case("a,b\n1,2,\n3,4,\n"),
    "single quotation marks": Case("'a' 'b'\n1 2\n3 4\n"),
    "words in single quotation marks": Case(
        "'a','b'\n'1','no'\n'3','yes'\n", points=([1, 3], [0, 1]), classes=("no", "yes")
    ),
    "counts and names of classes": Case(
        "2,2,cat,dog\n1,2,0.5,0\n3,4,0.7,1\n5,6,0.9,1\n",
        1,
        2,
        ([1, 3, 5], [2, 4, 6]),
        ("column 1", "column 2"),
        ("1 line above the table left out: '2,2,cat,dog'", "no header"),
    ),
    "points for missing values": Case("a,b\n1,2\n.,7\n8,..\n9,\\N\n3,4\n", said=("3 of 5 rows have no a or b",)),
    "JSON with texts and numbers": Case('[{"a": "1", "b": 2}, {"a": 3, "b": "4"}]', file="points.json"),
    "UTF-8 mark": Case(b"\xef\xbb\xbf" + PLAIN.encode()),
    "UTF-16": Case(PLAIN.encode("utf-16")),
    "UTF-16 without mark": Case(PLAIN.encode("utf-16-le")),
    "UTF-16 big endian": Case(PLAIN.encode("utf-16-be")),
    "Windows-1252": Case(
        "größe,€\n1,2\n3,4\n".encode("cp1252"), "größe", "€", names=("größe", "€"), said=("read as Windows-1252",)
    ),
    "Latin-1": Case("a\x81,b\n1,2\n3,4\n".encode("latin-1"), 1, names=("a\x81", "b"), said=("read as Latin-1",)),
    "semicolons": Case(PLAIN.replace(",", ";")),
    "tabs": Case(PLAIN.replace(",", "\t")),
    "bars": Case(PLAIN.replace(",", "|")),
    "runs of blanks": Case("  a    b\n  1    2\n  3    4\n"),
    "blanks, a tab and quotes": Case(
        '18.0  8  307.0\t"chevrolet malibu"\n15.0  8  350.0\t"buick"\n', 3, 1, ([307, 350], [18, 15]),
        ("column 3", "column 1"), ("no header",), "cars.data",
    ),
    "CRLF": Case(PLAIN.replace("\n", "\r\n")),
    "old Mac": Case(PLAIN.replace("\n", "\r")),
    "mixed line ends": Case("a,b\r\n1,2\n3,4\r\n"),
    "empty lines": Case("\n\n" + PLAIN.replace("\n", "\n\n")),
    "blanks around": Case(PLAIN.replace(",", " , ")),
    "quotes": Case('"a","b"\n"1","2"\n3, "4"\n'),
    "a name of two lines": Case('"a\nx",b\n1,2\n3,4\n', "a x", names=("a x", "b")),
    "cells with separators": Case('n,a,b\n"one, and\ntwo",1,2\n#,3,4\n'),
    "rows in quotation marks as a whole": Case(
        'a;n;b\n"1;""one"";2"\n"3;""two; or more"";4"\n', said=("each row is in quotation marks as a whole",)
    ),
    "all lines in quotation marks": Case(
        '"a,b"\r\n"1,2",\r\n\r\n"3,4",\r\n', said=("each row is in quotation marks as a whole",)
    ),
    "decimal commas in quotation marks": Case(
        'a,b\n"1,5","2,5"\n"3,5","4,5"\n', points=([1.5, 3.5], [2.5, 4.5]), said=("1,5 is 1.5", "2,5 is 2.5")
    ),
    "an index column": Case(",a,b\n0,1,2\n1,3,4\n"),
    "a table of R": Case('"a" "b"\n"r1" 1 2\n"r2" 3 4\n"r3" 5 6\n', points=([1, 3, 5], [2, 4, 6])),
    "R, with commas": Case("a,b\nr1,1,2\nr2,3,4\n"),
    "equal names": Case("a,a,b\n0,1,2\n0,3,4\n", "a 2", names=("a 2", "b")),
    "a comma in a name": Case('"a, b",c\n1,2\n3,4\n', "a, b", "c", names=("a, b", "c")),
    "sep=": Case("sep=;\na;b\n1;2\n3;4\n"),
    "junk above": Case("Report of March\n\nmade by hand\na,b\n1,2\n3,4\n", said=("2 lines above the table left out",)),
    "a note below": Case(PLAIN + "Source: a friend\n", said=("1 line below the table left out: 'Source: a friend'",)),
    "notes below": Case(
        "a,b,c\r\n1,2,5\r\n3,4,6\r\n\r\n*\r\nMade by hand, in May\r\n\r\n",
        said=("2 lines below the table left out: '*'",),
    ),
    "a note below blanks": Case("a  b  c\n1  2  5\n3  4  6\n\nthe end\n", said=("1 line below the table",)),
    "comments": Case("# made\n# by hand\na,b\n1,2\n# half way\n3,4\n", said=("2 lines above the table",)),
    "a header behind #": Case("# a b\n1 2\n3 4\n"),
    "missing values": Case(
        "a,b\n1,2\n,5\nNA,5\nNaN,5\nN/A,5\nnull,5\n?,5\n-,5\n3,4\n", said=("7 of 9 rows have no a; left out",)
    ),
    "missing in both": Case("a,b\n1,2\n,5\n5,\n3,4\n", said=("2 of 4 rows have no a or b; left out",)),
    "no-break blanks": Case("a,b\n\u00a01,2\n\u00a0,5\n3\u00a0,4\n", said=("1 of 3 rows have no a",)),
    "decimal commas": Case("a;b\n1,5;2\n3,25;4\n", points=([1.5, 3.25], [2, 4]), said=("1,5 is 1.5",)),
    "two decimal commas": Case("a;b\n1,5;2,5\n3,5;4,5\n", points=([1.5, 3.5], [2.5, 4.5]), said=("1,5 is", "2,5 is")),
    "commas between thousands": Case('a,b\n"1,234.5",2\n3,4\n', points=([1234.5, 3], [2, 4]), said=("is 1234.5",)),
    "dollars": Case('a,b\n"$1,500",2\n$3,4\n', points=([1500, 3], [2, 4]), names=("a ($)", "b"), said=("in $",)),
    "per cent": Case("a,b\n12%,2\n3%,4\n", points=([12, 3], [2, 4]), names=("a (%)", "b"), said=("in %",)),
    "a unit": Case("a,b\n1,8GB\n3,16GB\n", points=([1, 3], [8, 16]), names=("a", "b (GB)"), said=("8GB is 8",)),
    "K and M": Case("a,b\n117.3K,2\n3M,4\n", points=([117_300, 3e6], [2, 4]), said=("117.3K is 117300",)),
    "days": Case(
        "a,b\n2020-01-05,2\n2020-01-15,4\n", points=([0, 10], [2, 4]),
        said=("read as dates, in days since 2020-01-05",), dates=("days since 2020-01-05", ""),
    ),
    "years": Case(
        "a,b\n01.01.1999,2\n02.07.2003,4\n", points=([1999, 2003 + 182 / 365], [2, 4]),
        said=("read as dates, in years",), dates=("years", ""),
    ),
    "yes and no": Case("a,b\n1,yes\n3,no\n", points=([1, 3], [1, 0]), classes=("no", "yes")),
    "letters": Case("a,b\n1,M\n3,B\n", points=([1, 3], [1, 0]), classes=("B", "M")),
    "words in an input": Case(
        "a,b\nmale,2\nfemale,4\n", points=([1, 0], [2, 4]), said=("'a' was read as numbers: female is 0, male is 1",)
    ),
    "no and yes in an input": Case(
        "a,b\nYes,2\nNo,4\n", points=([1, 0], [2, 4]), said=("No is 0, Yes is 1",)
    ),
    "minus one and one": Case(
        "a,b\n1,+1\n2,-1\n3,-1\n4,1\n", points=([1, 2, 3, 4], [1, 0, 0, 1]), classes=("-1", "1")
    ),
    "zero and one": Case("a,b\n1,0\n3,1\n", points=([1, 3], [0, 1])),
    "gzip": Case(gzip.compress(PLAIN.encode()), file="points.csv.gz"),
    "gzip by its bytes": Case(gzip.compress(PLAIN.encode())),
    "JSON": Case('[{"a": 1, "b": 2}, {"a": 3, "b": 4}]', file="points.json"),
    "lines of JSON": Case('{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', file="points.jsonl"),
    "a pattern as a name": Case(PLAIN, file="q[1]*.csv"),
    "a quote in a name": Case(PLAIN, file="it's; mine.csv"),
}  # fmt: skip


def written(folder: Path, text: str | bytes, name: str = "points.csv") -> Path:
    """Return the path of a file that holds `text`."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_file_is_read_as_its_writer_meant_it(tmp_path: Path, case: Case) -> None:
    """The points, names and classes are those of the file, and each guess is said in one line; nothing else is."""
    path = written(tmp_path, case.text, case.file)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        dataset = read_csv(path, case.x, case.y)
    assert (dataset.inputs.tolist(), dataset.y.tolist()) == case.points
    assert (*dataset.feature_names, dataset.target_name) == case.names
    assert (dataset.class_names, dataset.date_units) == (case.classes, case.dates)
    assert len(caught) == len(case.said)
    for warning, part in zip(caught, case.said, strict=True):
        assert warning.category is DataWarning
        assert part in str(warning.message)
        assert str(warning.message).startswith(f"{path}: ")
        assert "\n" not in str(warning.message)


@pytest.mark.parametrize(
    ("text", "x", "y", "said"),
    [
        ("", "a", "b", "is empty; give rows of numbers"),
        ("\n \n", "a", "b", "is empty; give rows of numbers"),
        ("a,b\n", "a", "b", "has a header and no rows"),
        ("a,b\n\n\n", "a", "b", "has a header and no rows"),
        ("a,b\n,2\n3,\n", "a", "b", "has no row with a value in each of a, b"),
        ("1,2\n3,4\n", "a", "b", "has no header; call its columns by number, from 1 to 2, not 'a'"),
        ("1,2\n3,4\n", 1, 3, "has no column 3; its 2 columns are numbered from 1"),
        ("a,b\n1,2\n", "c", "b", "has no column 'c'; its columns are: a, b"),
        ("Size (m),b\n1,2\n", "size", "b", r"has no column 'size'; did you mean 'Size \(m\)'\? Its columns"),
        ("a,b\n1,2\n", (), "b", "say which columns of .* are x and which is y; its columns are: a, b"),
        ("a,b\n1,2\n", "a", "", "say which columns"),
        ("a,b\n1,2\n", "a", "a", "the column 'a' of .* was asked for twice"),
        ("a,b,c\n1,2,3\n", "a", "b,c", "y names 2 columns of .*; give one to predict"),
        ("a,a,b\n1,2,3\n", "a", "b", "has 2 columns 'a'; call one a 1, a 2, or by its number"),
        ("a (m),a (s),b\n1,2,3\n", "a", "b", "has 2 columns 'a'; call one by its number"),
        ("a,b\n1,2\n3,four\n5,6\n", "a", "b", "column 'b' has 'four' in line 3, which is not a number; give"),
        ("a,b\n1,2\n\n?,7\n5,six\n7,8\n", "a", "b", "column 'b' has 'six' in line 5, which is not a number; give"),
        ('t,a,b\n"two\nlines",1,2\nx,3,4\nx,5,six\nx,7,8\n', "a", "b", "column 'b' has 'six' in line 5"),
        ('"a\nx",b\n1,2\n3,four\n5,6\n', 1, "b", "column 'b' has 'four' in line 4"),
        ("Junk\n\na,b\n1,2\n# half\n3,four\n5,6\n7,8\n", "a", "b", "column 'b' has 'four' in line 6"),
        ("a,b\r1,2\r3,four\r5,6\r", "a", "b", "column 'b' has 'four' in line 3"),
        ("a,b\n1,2\n3,four\n5,6\n".encode("utf-16"), "a", "b", "column 'b' has 'four' in line 3"),
        ("a  b\n1  2\n3  four\n5  6\n", "a", "b", "column 'b' has 'four' in line 3"),
        ("1,2\n3,four\n5,6\n", 1, 2, "column 'column 2' has 'four' in line 2"),
        (gzip.compress(b"a,b\n1,2\n3,four\n5,6\n"), "a", "b", "column 'b' has 'four' in line 3"),
        ("s,b\nu,1\nv,2\nw,3\nu,4\n", "s", "b", "column 's' has 3 words: u, v, w; give a column of numbers, or of two"),
        ("s,b\n" + "".join(f"{'v' * n}u,1\n" for n in range(12)), "s", "b", "12 words: u, vu, .* and 4 more; give"),
        ("a,b\nx,2\ny,4\nz,4\n", "a", "b", "column 'a' has 3 words: x, y, z; give a column"),
        ("a,b\nx,2\nx,4\nx,4\n", "a", "b", "column 'a' has 'x' in line 2, which is not a number, and 2 more such rows"),
        ("a,b\n1_000,2\n", "a", "b", "has '1_000' in line 2, which is not a number"),
        ("a,b\n1,1e999\n", "a", "b", "column 'b' has 1e999 in line 2; take out rows without a finite value"),
        ("a,b\n1,8GB\n2,512MB\n3,16GB\n", "a", "b", r"'b' has different units: GB \(2\), MB \(1\); give all"),
        ("a,b\n1,2\n3\n", "a", "b", "line 3 has 1 cell where the table has 2 columns"),
        ("a,b\n1,2,3\n1,2\n1,2\n", "a", "b", "line 2 has 3 cells where the table has 2 columns"),
        ('a,b\n1,"2\n' + "x" * 140, "a", "b", "has an open quotation mark; close every"),
        ("a,b\n1,u\n2,v\n3,w\n4,u\n", "a", "b", "3 classes: u, v, w; choose two, as in --classes u,w, .* --class u"),
        ("a,b\n1,u\n2,u\n", "a", "b", "column 'b' has only the class 'u'"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0)[:-9], "a", "b", "cannot read .*; check the path"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff\xff", "a", "b", "cannot read .*decompress"),
        (b"\x28\xb5\x2f\xfd" + b"x" * 20, "a", "b", "is compressed with Zstandard; decompress it first, as zstd -d"),
        (bz2.compress(b"a,b\n1,2\n"), "a", "b", "is compressed with bzip2; decompress it first"),
        (lzma.compress(b"a,b\n1,2\n"), "a", "b", "is compressed with xz; decompress it first"),
        (b"PK\x03\x04" + b"x" * 20, "a", "b", "is a ZIP archive or a workbook; unpack it, or save its table as CSV"),
        (b"\x00\x01\x02\x03" * 50, "a", "b", "is no text; give a CSV, Parquet or JSON file"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_fault(
    tmp_path: Path, text: str | bytes, x: Column | tuple[Column, ...], y: Column, said: str
) -> None:
    """An error names the file and the fault in one line."""
    path = written(tmp_path, text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataWarning)
        with pytest.raises(InputError, match=said) as caught:
            read_csv(path, x, y)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [(1.5, "b", "x is 1.5; give the name"), ("a", None, "y is None"), (("a", True), "b", "x is"), (b"a", "b", "x is")],
)
def test_a_column_of_another_kind_is_refused(tmp_path: Path, x: Column, y: Column, said: str) -> None:
    """A column is a text or a whole number; anything else is an `InputError` that names the argument."""
    with pytest.raises(InputError, match=said):
        read_csv(written(tmp_path, PLAIN), x, y)


def test_several_columns_come_in_the_order_that_was_asked_for(tmp_path: Path) -> None:
    """Columns come in the order of the call, by name or number, with or without the unit."""
    path = written(tmp_path, "a [m],b,c (€),d\n1,2,3,4\n5,6,7,8\n")
    for x in (("c", "a"), ("c,a",), "c,a", (3, 1), ("3", "a [m]")):
        dataset = read_csv(path, x, "b")
        assert dataset.x.tolist() == [[3, 1], [7, 5]]
        assert dataset.feature_names == ("c (€)", "a [m]")


def test_parquet_is_read(tmp_path: Path) -> None:
    """Columns of a Parquet file have their names, their types and their missing values."""
    path = tmp_path / "points.parquet"
    query = "SELECT * FROM (VALUES (1.5, true), (NULL, true), (3, false)) AS t(a, b)"
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    with pytest.warns(DataWarning, match="1 of 3 rows have no a; left out"):
        dataset = read_csv(path, "a", "b")
    assert (dataset.inputs.tolist(), dataset.y.tolist()) == ([1.5, 3], [1, 0])
    assert dataset.class_names == ("false", "true")


@pytest.mark.parametrize(
    ("choice", "y", "names"),
    [
        (ClassChoice(classes=("w", "u")), [1, 0, 1], ("w", "u")),
        (ClassChoice(classes=("u=one", "w=two")), [0, 1, 0], ("one", "two")),
        (ClassChoice(classes=("u", "w"), positive="u"), [1, 0, 1], ("w", "u")),
        (ClassChoice(one="u"), [1, 0, 0, 1], ("v, w", "u")),
    ],
)
def test_two_of_three_classes_are_chosen(
    tmp_path: Path, choice: ClassChoice, y: list[float], names: tuple[str, str]
) -> None:
    """Two of several classes, in order and with names, or one against the rest; rows of others are left out."""
    path = written(tmp_path, "a,b\n1,u\n2,v\n3,w\n4,u\n")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        table = read_table(path, "a", "b", choice=choice)
    said = [] if choice.one else [f"{path}: 1 of 4 rows have another b; left out"]
    assert [str(warning.message) for warning in caught] == said
    assert (table.dataset.y.tolist(), table.dataset.class_names, table.rows) == (y, names, len(y))


def test_the_order_of_rows_does_not_change_the_classes(tmp_path: Path) -> None:
    """Sorting a file changes no class."""
    for pair in (("yes", "no"), ("M", "B"), ("True", "False"), ("-1", "1"), ("2", "1"), ("10", "9")):
        rows = [f"{place},{name}\n" for place, name in enumerate(pair * 2)]
        one, other = (
            read_csv(written(tmp_path, "a,b\n" + "".join(lines)), "a", "b") for lines in (rows, sorted(rows, key=len))
        )
        back = read_csv(written(tmp_path, "a,b\n" + "".join(reversed(rows))), "a", "b")
        assert one.class_names == other.class_names == back.class_names
        assert one.y.tolist() == back.y.tolist()[::-1]


@pytest.mark.parametrize("name", ["https://example.org/a.csv", "s3://bucket/a.csv", "file:///a.csv"])
def test_a_url_is_refused(name: str) -> None:
    """A URL is no path, and nothing is fetched."""
    with pytest.raises(InputError, match="is a URL; download the file"):
        read_csv(name, 1, 2)


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    """A missing file, a folder and a device are refused by their paths."""
    for path, said in (
        (tmp_path / "no.csv", "No such file"),
        (tmp_path, "is a folder"),
        ("/dev/zero", "is a device"),
        ("a\0b", "null byte"),
    ):
        with pytest.raises(InputError, match=said):
            read_csv(path, "a", "b")


def test_a_pattern_is_a_literal_name(tmp_path: Path) -> None:
    """The name *.csv reads no other file."""
    written(tmp_path, PLAIN, "other.csv")
    with pytest.raises(InputError, match="No such file"):
        read_csv(tmp_path / "*.csv", "a", "b")


def test_without_duckdb_the_error_is_the_command_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The missing extra is named with its exact command."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(InputError, match=r'install it with: pip install "sgdviz\[data\]"$'):
        read_csv(written(tmp_path, PLAIN), "a", "b")


def test_the_sample_depends_on_the_seed_alone(tmp_path: Path) -> None:
    """A long file gives a repeatable sample in file order, another with another seed."""
    path = written(tmp_path, "a,b\n" + "".join(f"{row},{row % 7}\n" for row in range(50_000)))
    table = read_table(path, "a", "b", seed=3)
    drawn = table.dataset.inputs
    assert (table.rows, len(drawn)) == (50_000, SAMPLE_SIZE)
    assert (np.diff(drawn) > 0).all()
    assert read_csv(path, "a", "b", seed=3).inputs.tolist() == drawn.tolist()
    assert read_csv(path, "a", "b", seed=4).inputs.tolist() != drawn.tolist()
    with pytest.raises(InputError, match="seed is -1"):
        read_csv(path, "a", "b", seed=-1)


def test_the_sample_is_uniform(tmp_path: Path) -> None:
    """Tenths of the file have about the same number of sampled rows: chi squared of 10 is near 9."""
    path = written(tmp_path, "a,b\n" + "".join(f"{row},{row % 7}\n" for row in range(20_000)))
    drawn = np.concatenate([read_csv(path, "a", "b", seed=seed).inputs for seed in range(8)])
    counts = np.bincount((drawn // 2000).astype(int))
    assert counts.sum() == 8 * SAMPLE_SIZE
    chi_squared = ((counts - 1600) ** 2 / (1600 * 0.9)).sum() * 0.9
    assert chi_squared < 28  # one run in a thousand lies above


def test_a_file_of_the_sample_size_is_kept_whole(tmp_path: Path) -> None:
    """2000 rows are all kept, and of 2001 rows 2000."""
    for rows in (2000, 2001):
        table = read_table(written(tmp_path, "a,b\n" + "".join(f"{row},{row}\n" for row in range(rows))), "a", "b")
        assert (table.rows, len(table.dataset)) == (rows, SAMPLE_SIZE)
        assert len(set(table.dataset.inputs.tolist())) == SAMPLE_SIZE


def test_classes_of_a_long_file_are_those_of_all_rows(tmp_path: Path) -> None:
    """A class that the sample has missed still counts."""
    path = written(tmp_path, "a,b\n" + "".join(f"{row},{'no' if row else 'yes'}\n" for row in range(20_000)))
    assert read_csv(path, "a", "b").class_names == ("no", "yes")


def test_numbers_keep_their_bits(tmp_path: Path) -> None:
    """Numbers of any size are read to the last bit."""
    numbers = np.random.default_rng(0).normal(size=(500, 2)) * 10.0 ** np.arange(-250, 250)[:, None]
    text = "a,b\n" + "".join(f"{a!r},{b!r}\n" for a, b in numbers.tolist())
    dataset = read_csv(written(tmp_path, text), "a", "b")
    assert isinstance(dataset, Dataset)
    assert dataset.inputs.tobytes() == numbers[:, 0].tobytes()
    assert dataset.y.tobytes() == numbers[:, 1].tobytes()


def test_a_bad_cell_of_a_table_without_lines_is_named_by_its_row(tmp_path: Path) -> None:
    """A Parquet or JSON file has rows, counted from 1, and no lines."""
    path = written(tmp_path, '[{"a": 1, "b": "2"}, {"a": 3, "b": "four"}, {"a": 5, "b": "6"}]', "points.json")
    with pytest.raises(InputError, match="column 'b' has 'four' in row 2, which is not a number"):
        read_csv(path, "a", "b")


def test_words_in_a_sample_are_those_of_the_whole_column(tmp_path: Path) -> None:
    """A third word is found wherever it stands in a long file."""
    rows = "".join(f"{'uv'[number % 2]},{number}\n" for number in range(3 * SAMPLE_SIZE))
    with pytest.warns(DataWarning, match="u is 0, v is 1"):
        assert set(read_csv(written(tmp_path, "a,b\n" + rows), "a", "b").inputs.tolist()) == {0, 1}
    with pytest.raises(InputError, match="column 'a' has 3 words: u, v, w"):
        read_csv(written(tmp_path, "a,b\n" + rows + "w,1\n"), "a", "b")


def test_a_sample_is_drawn_from_the_rows_that_count(tmp_path: Path) -> None:
    """Of a large file with gaps or other classes, as many rows are drawn as there is room for."""
    file = tmp_path / "large.csv"
    kinds = ("left", "right", "other", "other", "other", "other", "other", "other", "other", "other")
    rows = [f"{number if number % 3 else ''},{kinds[number % 10]}" for number in range(6 * SAMPLE_SIZE)]
    file.write_text("a,kind\n" + "\n".join(rows) + "\n")
    with warnings.catch_warnings(action="ignore"):
        table = read_table(file, "a", "kind", choice=ClassChoice(classes=("left", "right")))
        whole = read_table(file, "a", "kind", choice=ClassChoice(one="left"))
    assert len(table.dataset) == table.rows == 4 * SAMPLE_SIZE // 5
    assert len(whole.dataset) == SAMPLE_SIZE < whole.rows == 4 * SAMPLE_SIZE
