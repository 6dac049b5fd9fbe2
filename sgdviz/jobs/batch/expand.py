"""From recipes to jobs: every combination of each matrix, with a name and outputs that no other has."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from sgdviz.jobs.batch.faults import path_of
from sgdviz.jobs.batch.job import Job
from sgdviz.jobs.batch.matrix import MOST_JOBS
from sgdviz.jobs.batch.places import check_output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sgdviz.jobs.batch.faults import Faults
    from sgdviz.jobs.batch.job import Recipe


def expanded(recipes: Sequence[Recipe], faults: Faults) -> list[Job]:
    """Return the jobs of all recipes in their order; their faults are noted."""
    count = sum(prod(len(values) for _, values in recipe.axes) for recipe in recipes)
    if count > MOST_JOBS:
        faults.add(("jobs",), f"are {count:,} with their matrices; give at most {MOST_JOBS:,}")
        return []
    jobs: list[Job] = []
    owners: dict[str, Job] = {}
    names: dict[str, Job] = {}
    folders: dict[str, Job] = {}
    for recipe in recipes:
        for job in _jobs_of(recipe, faults):
            other = names.setdefault(job.name, job)
            if other is not job:
                what = f"the name {job.name!r} is also that of {path_of(other.recipe.place)}"
                faults.add((*recipe.place, "name"), f"{what}; give each job a name of its own")
            for output in job.outputs:
                other = owners.setdefault(output, job)
                if other is not job or job.outputs.count(output) > 1:
                    what = f"{output!r} is also an output of {path_of(other.recipe.place)}"
                    faults.add((*recipe.place, "output"), f"{what} ({other.name}); add a field that tells them apart")
                parts = output.rstrip("/").split("/")
                for end in range(1, len(parts)):
                    folders.setdefault("/".join(parts[:end]), job)
            jobs.append(job)
    for output, job in owners.items():
        inside = folders.get(output.rstrip("/"))
        if inside is not None:
            what = f"{output!r} is an output, and holds one of {inside.name}"
            faults.add((*job.recipe.place, "output"), f"{what}; part them")
    return jobs


def _jobs_of(recipe: Recipe, faults: Faults) -> Iterator[Job]:
    """Yield the jobs of one recipe."""
    fields = recipe.fields()
    names = [name for name, _ in recipe.axes]
    for values in product(*(values for _, values in recipe.axes)):
        fields.update(zip(names, values, strict=True))
        with faults.noted(recipe.place):
            fields["name"] = name = recipe.name.filled(fields)
            outputs = tuple(pattern.filled(fields) for pattern in recipe.outputs)
            for output in outputs:
                check_output(output)
            yield Job(recipe, values, name, outputs)
