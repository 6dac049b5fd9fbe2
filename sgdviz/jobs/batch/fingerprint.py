"""The fingerprint of a job: all on which the bytes of its outputs depend."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from sgdviz import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sgdviz.jobs.batch.job import Job, Recipe


class Fingerprint(NamedTuple):
    """The version of sgdviz, and the hashes of the options and of the inputs of a job."""

    version: str
    options: str
    inputs: str

    def difference_from(self, earlier: Fingerprint) -> str:
        """Return what has changed since an `earlier` one; empty where all is the same."""
        if self.version != earlier.version:
            return f"it was made by sgdviz {earlier.version}"
        if self.options != earlier.options:
            return "its options have changed"
        return "an input has changed" if self.inputs != earlier.inputs else ""


class Fingerprints:
    """The fingerprints of jobs; what the jobs of a recipe have in common is hashed once."""

    def __init__(self) -> None:
        self._bases: dict[int, tuple[Recipe, hashlib._Hash]] = {}

    def of(self, job: Job, hashes: Mapping[str, str] | Iterable[tuple[str, str]]) -> Fingerprint:
        """Return the fingerprint of a job whose inputs have the `hashes`, by the paths in the job file."""
        recipe = job.recipe
        if id(recipe) not in self._bases:
            common = [recipe.kind, recipe.base, [name for name, _ in recipe.axes]]
            self._bases[id(recipe)] = recipe, hashlib.sha256(_text(common))
        options = self._bases[id(recipe)][1].copy()
        options.update(_text([job.values, job.outputs]))
        inputs = hashlib.sha256(_text(sorted(dict(hashes).items()))).hexdigest()[:32] if hashes else ""
        return Fingerprint(__version__, options.hexdigest()[:32], inputs)


def _text(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str).encode()
