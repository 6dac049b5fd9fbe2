"""Helpers of the tests that give arbitrary files to loaders: TOML of arbitrary tables, and folders with one file."""

from __future__ import annotations

import json
import math
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from helpers import names
from hypothesis import strategies as st

from sgdviz import InputError, SgdvizError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hypothesis.strategies import SearchStrategy

Value = TypeVar("Value")


@contextmanager
def folder_of(name: str, content: bytes) -> Iterator[Path]:
    """Yield the path of a file in a folder of its own; after the block the folder must be as it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield path
        assert names(Path(folder)) == [name]
        assert path.read_bytes() == content


def loaded(load: Callable[[Path], Value], path: Path, refusal: type[SgdvizError] = InputError) -> Value | None:
    """Return what `load` makes of a file; None where it raises a `refusal`, which must be one line with its path."""
    try:
        return load(path)
    except refusal as error:
        said = str(error)
    assert str(path) in said
    assert "\n" not in said
    return None


def json_values() -> SearchStrategy[Any]:
    """Return a strategy of the values of JSON, NaN and infinity included."""
    single = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    return st.recursive(
        single,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=5,
    )


def toml_files(keys: Sequence[str], likely: SearchStrategy[Any]) -> SearchStrategy[bytes]:
    """Return a strategy of files: tables of `keys` and others with `likely` and any other values, and any bytes."""
    single = likely | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates()
    inner = single | likely | st.lists(likely, max_size=2) | st.dictionaries(st.sampled_from(keys), single, max_size=2)
    values = inner | st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys), inner, max_size=3)
    tables = st.dictionaries(st.sampled_from(keys), values, max_size=2)
    any_keys = st.dictionaries(st.text(max_size=5), single, max_size=2)
    texts = (tables | any_keys).map(
        lambda table: "\n".join(f"{json.dumps(key)} = {toml_of(table[key])}" for key in table)
    )
    return texts.map(lambda text: text.encode(errors="surrogatepass")) | st.binary(max_size=40)


def toml_of(value: Any) -> str:
    """Return `value` as TOML writes it in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml_of(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
