"""Runs: a text in parts that are plain, and parts that are shaped."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sgdviz.drawing.text.clusters import clusters

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from sgdviz.drawing.text.faces import Face


class _Cluster(NamedTuple):
    text: str
    plain: bool
    color: int


def runs_of(text: str, type_face: Face, cuts: Container[int] = ()) -> list[str]:
    """Return `text` in runs, each as long as possible; a new run begins at each of `cuts`, which are character indices.

    Blanks and punctuation between two clusters of other scripts are part of their run.
    """
    found = _without_gaps(list(_clusters(text, type_face, cuts)))
    return ["".join(own.text for own in group) for _, group in groupby(found, key=lambda own: own[1:])]


def _clusters(text: str, type_face: Face, cuts: Container[int]) -> Iterator[_Cluster]:
    start = color = 0
    for cluster in clusters(text):
        color += start in cuts
        yield _Cluster(cluster, type_face.is_plain(cluster), color)
        start += len(cluster)


def _without_gaps(found: list[_Cluster]) -> list[_Cluster]:
    """Return clusters with those between others that are shaped shaped as well, unless they hold a letter or digit."""
    after = None  # the cluster after the last that is shaped, unless a letter or digit has followed
    for place, own in enumerate(found):
        if not own.plain:
            for between in range(place if after is None else after, place):
                found[between] = found[between]._replace(plain=False)
            after = place + 1
        elif own.text.isalnum():
            after = None
    return found
