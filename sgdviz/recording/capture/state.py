"""The state of a program: the numbers in its parameters, read as they are and written for a moment."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from types import MemberDescriptorType, ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.capture.cells import root

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

MOST_LEAVES = 4000
"""The largest number of single places in which a program's parameters are kept."""

MOST_DEPTH = 6
"""The depth to which objects and containers are searched for numbers."""

KEYS = (str, int, float, bool, tuple)
"""The types of the keys under which numbers are looked for: looking for them runs nothing of the program."""

MISSING = object()


@dataclass(frozen=True)
class Leaf:
    """A place that holds numbers: `steps` from the value of `cell`, each an attribute or an item, and its `shape`."""

    cell: str
    steps: tuple[tuple[str, Any], ...]
    shape: tuple[int, ...]

    @property
    def name(self) -> str:
        """The place as the program would write it, such as ``params['W1']``."""
        text = self.cell
        for kind, key in self.steps:
            text += f".{key}" if kind == "attribute" else f"[{key!r}]"
        return text


def value_of(cell: str, scope: Mapping[str, Any], shared: Mapping[str, Any]) -> Any:
    """Return the value of a cell in the names of a function and of its module; `MISSING` where there is none.

    No property and no ``__getattr__`` of the program is run.
    """
    first, *attributes = cell.split(".")
    value = scope.get(first, MISSING)
    if value is MISSING:
        value = shared.get(first, MISSING)
    for attribute in attributes:
        value = attribute_of(value, attribute)
    return value


def attribute_of(value: Any, name: str) -> Any:
    """Return an attribute that an object itself holds; `MISSING` where it has none."""
    if value is MISSING:
        return MISSING
    own = own_attributes(value)
    if name in own:
        return own[name]
    found = inspect.getattr_static(value if is_a(value, type) else type(value), name, MISSING)
    if type(found) is MemberDescriptorType:
        try:
            return found.__get__(value)
        except AttributeError:
            return MISSING
    return found if is_a(found, int, float, np.ndarray, list, dict) else MISSING


def own_attributes(value: Any) -> dict[str, Any]:
    """Return what an object holds in its ``__dict__``, as a dict that may be written to."""
    try:
        own = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return own if isinstance(own, dict) else {}


def is_a(value: Any, *kinds: type) -> bool:
    """Return whether a value is of one of `kinds`; no ``__getattribute__`` is run, as by `isinstance`."""
    return issubclass(type(value), kinds)


def is_number(value: Any) -> bool:
    """Return whether a value is one real number."""
    kind = type(value)
    return (
        kind is float or kind is int or (issubclass(kind, (float, int, np.floating, np.integer)) and kind is not bool)
    )


def is_tensor(value: Any) -> bool:
    """Return whether a value is a tensor of PyTorch."""
    return type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach")


def array_of(value: Any) -> NDArray[np.float64] | None:
    """Return a copy of a number, an array, a tensor or a regular list of numbers; None for anything else."""
    if is_number(value):
        return np.array(float(value))
    if is_a(value, np.ndarray):
        value = np.asarray(value)  # a matrix as well
        return value.astype(np.float64) if value.dtype.kind in "fiub" else None
    if is_tensor(value):
        found = value.detach().cpu().numpy()
        return np.array(found, dtype=np.float64) if found.dtype.kind in "fiub" else None
    if type(value).__module__.partition(".")[0] == "pandas" and type(value).__name__ in (
        "Series",
        "DataFrame",
        "Index",
    ):
        return array_of(np.asarray(value))
    if is_a(value, list, tuple, range):
        items = items_of(value)
        return _array_of_list(items) if items else None
    held = own_attributes(value).get("data", attribute_of(value, "data"))
    return np.array(float(held)) if is_number(held) else None


def items_of(value: Any) -> Sequence[Any]:
    """Return the items of a list, a tuple or a range, whatever a class that is made from it does with them."""
    kind = next(kind for kind in (list, tuple, range) if is_a(value, kind))
    return value if type(value) is kind else kind.__getitem__(value, slice(None))


def _array_of_list(value: Sequence[Any]) -> NDArray[np.float64] | None:
    if not _holds_numbers(value):
        parts = [array_of(one) for one in value]
        if any(part is None or part.shape != parts[0].shape for part in parts):  # type: ignore[union-attr]
            return None
        return np.array(parts)
    try:
        found = np.array(value)
    except (ValueError, TypeError):
        return None
    return found.astype(np.float64) if found.dtype.kind in "fiu" else None


def _holds_numbers(value: Sequence[Any]) -> bool:
    """Return whether all of the items are numbers or arrays, or lists of them."""
    plain = {float, int}
    return type(value) is range or all(
        type(one) in plain
        or is_number(one)
        or type(one) is np.ndarray
        or (type(one) in (list, tuple) and _holds_numbers(one))
        for one in value
    )


def leaves_of(cell: str, value: Any) -> Iterator[Leaf]:
    """Yield the places in a value that hold numbers."""
    seen: set[int] = set()
    count = 0
    queue: list[tuple[tuple[tuple[str, Any], ...], Any]] = [((), value)]
    while queue and count < MOST_LEAVES:
        steps, one = queue.pop(0)
        found = array_of(one) if _is_plain(one) else None
        if found is not None:
            if found.size:
                count += 1
                yield Leaf(cell, steps, found.shape)
            continue
        if id(one) in seen or len(steps) >= MOST_DEPTH:
            continue
        seen.add(id(one))
        held = own_attributes(one)
        if is_number(held.get("data")):  # an object of a small autograd engine
            count += 1
            yield Leaf(cell, (*steps, ("attribute", "data")), ())
        elif is_a(one, dict):
            queue += [((*steps, ("item", key)), part) for key, part in dict.items(one) if type(key) in KEYS]
        elif is_a(one, list, tuple):
            queue += [((*steps, ("item", place)), part) for place, part in enumerate(items_of(one))]
        elif (not is_a(one, ModuleType) and not callable(one)) or (held and not is_a(one, type)):
            names = [*held, *_slots(one)]
            queue += [((*steps, ("attribute", name)), attribute_of(one, name)) for name in names]


def _is_plain(value: Any) -> bool:
    """Return whether a value holds numbers itself, and not objects that hold them."""
    if is_a(value, list, tuple):
        return all(_is_plain(one) for one in items_of(value)[:3])
    return is_number(value) or is_a(value, np.ndarray, range) or is_tensor(value)


def _slots(value: Any) -> list[str]:
    return [
        name
        for kind in type(value).__mro__
        for name, one in vars(kind).items()
        if isinstance(one, MemberDescriptorType)
    ]


def stepped(value: Any, steps: Sequence[tuple[str, Any]]) -> Any:
    """Return the part of a value that `steps` lead to; `MISSING` where there is none."""
    for kind, key in steps:
        if value is MISSING:
            return MISSING
        if kind == "attribute":
            value = attribute_of(value, key)
        else:
            try:
                if is_a(value, dict):
                    value = dict.get(value, key, MISSING)
                else:
                    value = items_of(value)[key] if is_a(value, list, tuple) else value[key]
            except (LookupError, TypeError):
                return MISSING
    return value


class Place:
    """A leaf in the running program, whose numbers can be replaced and put back.

    `scope` and `shared` are the names of the loop's function and of its module. An array is written in place, so that
    other names of it see the change too.
    """

    def __init__(self, leaf: Leaf, scope: dict[str, Any], shared: dict[str, Any]) -> None:
        self.leaf = leaf
        self.is_name = not leaf.steps and "." not in leaf.cell
        path = [("attribute", one) for one in leaf.cell.split(".")[1:]] + list(leaf.steps)
        first = root(leaf.cell)
        names = scope if first in scope else shared
        holder = stepped(names.get(first, MISSING), path[:-1]) if path else names
        self._kind: str
        self._key: Any
        self._kind, self._key = path[-1] if path else ("item", first)
        self._holder = holder
        self.is_shared = not path and names.get(first, MISSING) is shared.get(first, MISSING)
        self._shared = shared
        self.old = stepped(holder, [(self._kind, self._key)])
        is_view = self.is_name and isinstance(self.old, np.ndarray) and self.old.base is not None
        self._content = None if is_view else _content(self.old)  # what a part of another array holds is the other's

    @property
    def can_be_set(self) -> bool:
        """Whether the place is there, and its container can be changed."""
        return self.old is not MISSING and (self._content is not None or not isinstance(self._holder, tuple))

    def put(self, values: NDArray[np.float64]) -> Any:
        """Replace the numbers, and return the object that holds them now."""
        if not self.can_be_set:
            return self.old
        if self._content is not None and self._content.shape == values.shape:
            view = _writable(self.old)
            view[...] = values
            return self.old
        made = like(self.old, values)
        self._set(made)
        return made

    def restore(self) -> None:
        """Put the old numbers back."""
        if self._content is not None:
            _writable(self.old)[...] = self._content
        if self.old is not MISSING:
            self._set(self.old)

    def _set(self, value: Any) -> None:
        if self.is_name:
            if self.is_shared:
                self._shared[self._key] = value
        elif self._kind == "item":
            if not isinstance(self._holder, tuple):
                self._holder[self._key] = value
        else:
            object.__setattr__(self._holder, self._key, value)


def _writable(value: Any) -> NDArray[Any]:
    return value.detach().numpy() if is_tensor(value) else value  # type: ignore[no-any-return]


def _content(value: Any) -> NDArray[Any] | None:
    """Return a copy of the numbers of an array that can be written in place."""
    if is_tensor(value) and value.device.type == "cpu":
        view = _writable(value)
    elif isinstance(value, np.ndarray) and value.flags.writeable:
        view = value
    else:
        return None
    return view.copy() if view.dtype.kind == "f" else None


def like(old: Any, values: NDArray[np.float64]) -> Any:
    """Return `values` as an object of the kind of `old`."""
    if is_tensor(old):
        return old.detach().new_tensor(values)
    if isinstance(old, np.generic):
        return np.float64(values)
    if isinstance(old, np.ndarray):
        return np.array(values, dtype=old.dtype if old.dtype.kind == "f" else np.float64)
    if isinstance(old, list):
        return [np.array(one) for one in values] if old and isinstance(old[0], np.ndarray) else values.tolist()
    if isinstance(old, tuple):
        return tuple(like(list(old), values))
    return float(values)
