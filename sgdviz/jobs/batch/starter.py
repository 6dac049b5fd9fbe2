"""The starter: a commented job file that runs as it is."""

from __future__ import annotations

from sgdviz.atomic import atomic_file, output_errors
from sgdviz.errors import InputError

STARTER = """\
# Jobs for: sgdviz batch {name}
# It makes every animation that is listed here, in parallel. Call it again after a change, or after a crash: only what
# is not there, or not up to date, is made.

[defaults]               # for all jobs; the keys are the options of `sgdviz lesson`, with underscores
lesson = "line"          # one of: sgdviz lesson --list
size = "400x200"

[[jobs]]                 # one animation, in two formats
name = "first"
output = ["{{name}}.gif", "{{name}}.svg"]
theme = "dark"

[[jobs]]                 # an animation for each combination of the values: here 2 x 3
name = "sweep"
output = "sweep/{{step_size}}-{{seed}}.gif"
matrix = {{ step_size = [0.003, 0.01], seed = {{ from = 0, to = 2 }} }}
every = "pass"

[[jobs]]                 # the tables of a lesson: data, model, optimizer, training, scene, pacing
name = "adam"
optimizer = {{ name = "adam", step_size = 0.1 }}
training = {{ passes = 30 }}

# [[jobs]]               # learn from a file of your own; relative paths begin beside this file
# name = "houses"
# data = "houses.csv"
# x = "size"
# y = "price"

# [[jobs]]               # draw a recorded run again
# recording = "run.npz"

# [[jobs]]               # run a script; only with --allow-code
# script = "train.py"
"""


def write_starter(path: str) -> None:
    """Write the starter to `path`, where nothing may be yet. Raises `InputError` and `OutputError`."""
    from pathlib import Path, PurePath

    with output_errors(path):
        if Path(path).exists():
            raise InputError(f"{path} is there already; give another name")
    with atomic_file(path) as file, output_errors(path):
        file.write(STARTER.format(name=PurePath(path).name).encode())
