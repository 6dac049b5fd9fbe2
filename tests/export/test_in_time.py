"""A writer that holds each picture back: equal frames are one picture with the time of all."""

from __future__ import annotations

from sgdviz.export.in_time import TimedWriter


class Noted(TimedWriter[str]):
    """Notes what it is asked to write."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[tuple[str, float]] = []

    def _show(self, picture: str, until: float) -> None:
        self.notes.append((picture, until))

    def _end(self) -> None:
        self.notes.append(("end", self._time))


def test_a_picture_is_written_when_the_next_one_is_known() -> None:
    """A picture ends where the next begins, and None adds to the picture before."""
    writer = Noted()
    writer.add("a", 1.0)
    writer.add(None, 0.5)
    assert writer.notes == []
    writer.add("b", 2.0)
    assert writer.notes == [("a", 1.5)]
    writer.add(None, 4.0)
    writer.finish()
    assert writer.notes == [("a", 1.5), ("b", 7.5), ("end", 7.5)]


def test_a_film_of_nothing_has_an_end() -> None:
    """Without a picture only the end is written."""
    writer = Noted()
    writer.finish()
    assert writer.notes == [("end", 0.0)]
