"""Functions that are replaced for a while."""

from __future__ import annotations

from types import SimpleNamespace

from sgdviz.recording.hooks.patches import Patches


class Base:
    """A class with a method."""

    def method(self) -> int:
        """Return 1."""
        return 1


class Derived(Base):
    """A class that inherits it."""


def test_all_is_put_back() -> None:
    """Attributes get their old values, and one that was inherited is inherited again."""
    owner, patches = SimpleNamespace(value=1), Patches()
    patches.replace(owner, "value", 2)
    patches.replace(owner, "value", 3)
    patches.replace(Derived, "method", lambda _: 2)
    assert (owner.value, Derived().method()) == (3, 2)
    patches.undo()
    assert (owner.value, Derived().method()) == (1, 1)
    assert "method" not in vars(Derived)


def test_what_others_have_replaced_since_stays() -> None:
    """A later patch of another program is left alone."""
    owner, patches = SimpleNamespace(value=1), Patches()
    patches.replace(owner, "value", 2)
    owner.value = 9
    patches.undo()
    assert owner.value == 9
