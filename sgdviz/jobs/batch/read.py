"""Reading jobs: from a TOML file, or from tables of Python."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sgdviz.checks import shown
from sgdviz.errors import InputError
from sgdviz.inputs import read_toml
from sgdviz.jobs.batch.expand import expanded
from sgdviz.jobs.batch.faults import Faults
from sgdviz.jobs.batch.key_lines import key_lines
from sgdviz.jobs.batch.recipes import read_recipes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sgdviz.jobs.batch.faults import Place
    from sgdviz.jobs.batch.job import Job

    Jobs = str | os.PathLike[str] | Mapping[str, Any] | Sequence[Mapping[str, Any]]
    """The path of a job file, its tables, or a list of jobs."""


class ReadJobs(NamedTuple):
    """The jobs of a file, and the folder of their inputs; `file` is empty for jobs from Python."""

    jobs: list[Job]
    folder: Path
    file: str


def read_jobs(given: Jobs, output_dir: Path, *, allow_code: bool = False) -> ReadJobs:
    """Return the jobs that are given, all expanded and checked. Raises `JobsError`, with all faults, and `InputError`.

    Relative inputs stand below the folder of the job file, for jobs from Python below the current folder.
    """
    file = ""
    lines: dict[Place, int] = {}
    if isinstance(given, str | os.PathLike):
        file = os.fspath(given)
        document = read_toml(file, "the job file is", 'lesson = "line"')
        lines = key_lines(Path(file).read_text(encoding="utf-8"))
    elif isinstance(given, Mapping):
        document = dict(given)
    elif isinstance(given, list | tuple):
        document = {"jobs": list(given)}
    else:
        raise InputError(f"jobs is {shown(given)}; give the path of a job file, or a list of tables")
    folder = Path(file).absolute().parent if file else Path.cwd()
    faults = Faults(file, lines)
    recipes = read_recipes(document, faults)
    for recipe in recipes:
        if recipe.kind in ("script", "article") and not allow_code:
            option = "--allow-code" if file else "allow_code=True"
            what = f"runs the code of {'a script' if recipe.kind == 'script' else 'an article'}"
            faults.add((*recipe.place, recipe.kind), f"{what}; give {option} if you trust it")
    jobs = expanded(recipes, faults)
    _check_inputs(jobs, folder, output_dir, file, faults)
    faults.check()
    return ReadJobs(jobs, folder, file)


def _check_inputs(jobs: Sequence[Job], folder: Path, output_dir: Path, file: str, faults: Faults) -> None:
    """Note outputs that are inputs, or the job file: they would be lost."""
    owners = {output: job for job in jobs for output in job.outputs}
    inputs = {name for job in jobs for name in job.inputs()}
    root = os.path.realpath(output_dir)
    for name in (*sorted(inputs), *([Path(file).name] if file else [])):
        place = os.path.realpath(folder / name)
        if not place.startswith(root):
            continue
        owner = owners.get(os.path.relpath(place, root).replace(os.sep, "/"))
        if owner is not None:
            what = f"{os.path.relpath(place, root)!r} is an output, and the input {name} would be lost"
            faults.add((*owner.recipe.place, "output"), f"{what}; give another name")
