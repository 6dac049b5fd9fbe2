"""Tests that the names of a running function are read without a trace."""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING

import numpy as np

from sgdviz.recording.capture.scopes import alive, kept, names_of

if TYPE_CHECKING:
    from types import FrameType


class Ending:
    """An object whose end does something."""

    def __del__(self) -> None:
        """Do nothing that matters here."""


def own_frame() -> FrameType:
    """Return the frame of the function that calls this one."""
    return sys._getframe(1)


def read_and_forget() -> tuple[set[str], bool]:
    """Read the names of this function, and return them, and whether an object in it ended with its name."""
    value = Ending()
    ended = weakref.ref(value)
    names = set(names_of(own_frame()))
    del value
    return names, ended() is None


def test_names_of_a_function_keep_no_object_alive() -> None:
    """An object ends with its name, although the names were read before."""
    names, has_ended = read_and_forget()
    assert names == {"value", "ended"}
    assert has_ended


def test_kept_names_do_not_change_and_keep_no_ends_waiting() -> None:
    """Arrays and lists are copies, other objects are themselves, and those with an end are there while they live."""
    array, items, ending = np.arange(3.0), [1, 2], Ending()
    found = kept({"array": array, "items": items, "same": items, "ending": ending, "text": "x"}, {})
    array[0] = 7
    items.append(3)
    assert found["array"].tolist() == [0, 1, 2]
    assert found["items"] == [1, 2]
    assert found["same"] is found["items"]
    assert alive(found)["ending"] is ending
    del ending
    assert set(alive(found)) == {"array", "items", "same", "text"}


def test_a_list_of_objects_with_an_end_is_not_kept() -> None:
    """A copy of the list would keep them alive."""
    assert kept({"batches": [Ending()], "w": 1.0}, {}) == {"w": 1.0}
