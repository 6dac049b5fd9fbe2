"""From the tables of a job file to recipes, and every fault by its path and line."""

from __future__ import annotations

import pytest
from batch_helpers import faults_in, jobs_in

import sgdviz
from sgdviz.jobs.batch.recipes import flattened, merged

pytestmark = pytest.mark.usefixtures("here")


def test_all_faults_are_reported_at_once_by_path_and_line() -> None:
    """Faults of defaults, of jobs and of a matrix stand in the order of their lines."""
    faults = faults_in("""[defaults]
lesson = "line"
size = "400x"
siz = 3

[[jobs]]
name = "sweep"
output = "{step_size}-{see}.gif"
matrix = { step_size = [0.003, -1], seed = { from = 9, to = 0 } }

[[jobs]]
lesson = "lines"
scale = -1
optimizer = { name = "adam", step_size = -1 }

[[jobs]]
recording = "a.npz"
passes = 3
theme = "drk"
""")
    assert [fault.split(": ", 2)[:2] for fault in faults] == [
        ["3", "defaults.size"],
        ["4", "defaults.siz"],
        ["8", "jobs[0].output"],
        ["9", "jobs[0].matrix.step_size[1]"],
        ["9", "jobs[0].matrix.seed"],
        ["12", "jobs[1].lesson"],
        ["13", "jobs[1].scale"],
        ["14", "jobs[1].optimizer.step_size"],
        ["18", "jobs[2].passes"],
        ["19", "jobs[2].theme"],
    ]
    assert faults[1].endswith("unknown key 'siz'; did you mean 'size'?")
    assert faults[7] == "14: jobs[1].optimizer.step_size: step size is -1; give a number above 0"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("job = 1\n[[jobs]]\nlesson='line'", "1: job: unknown key 'job'; did you mean 'jobs'?"),
        ("[defaults]\nlesson = 'line'", "jobs: has no jobs; write at least one, below a line [[jobs]]"),
        ("[[jobs]]\nsize = '400x200'", "1: jobs[0]: has no source; give a lesson, data, a recording"),
        ("[[jobs]]\nlesson='line'\nscript='a.py'", "1: jobs[0]: has several sources (script, lesson); give one"),
        ("[[jobs]]\nlesson='line'\nthme='dark'", "3: jobs[0].thme: unknown key of a lesson job 'thme'; did you mean"),
        ("[[jobs]]\nlesson='line'\noutput='{x}.gif'", "3: jobs[0].output: unknown field in '{x}.gif': 'x'"),
        ("[[jobs]]\nlesson='line'\noutput='{}.gif'", "3: jobs[0].output: '{}.gif' has a field without a name"),
        ("[[jobs]]\nlesson='line'\noutput='{.gif'", "3: jobs[0].output: '{.gif' is no pattern"),
        ("[[jobs]]\nlesson='line'\noutput='a.gf'", "3: jobs[0].output[0]: unknown suffix of 'a.gf'"),
        ("[[jobs]]\nlesson='line'\noutput='a/'", "3: jobs[0].output[0]: 'a/' is a folder; a batch writes files"),
        ("[[jobs]]\nlesson='line'\noutput=3", "3: jobs[0].output: is 3; give a path"),
        ("[[jobs]]\nlesson='line'\nname=''", "3: jobs[0].name: is ''; give text"),
        ("[[jobs]]\nlesson='line'\npasses=0", "3: jobs[0].passes: passes is 0; give a whole number of at least 1"),
        ("[[jobs]]\nlesson='line'\noptimizer='adm'", "3: jobs[0].optimizer: unknown optimizer 'adm'; did you mean"),
        ("[[jobs]]\nlesson='line'\nscene={tite='a'}", "3: jobs[0].scene.tite: unknown setting of scene 'tite'; did"),
        ("[[jobs]]\nlesson='line'\nmodel={name='lin'}", "3: jobs[0].model.name: unknown model 'lin'; did you mean"),
        ("[[jobs]]\nlesson='line'\nmodel={name='mlp', hiden=3}", "3: jobs[0].model.hiden: unknown setting of model"),
        ("[[jobs]]\nlesson='line'\npacing={fps=-1}", "3: jobs[0].pacing.fps: fps is -1.0; give a number above 0"),
        ("[[jobs]]\nlesson='line'\nruns=[{labl='a'}]", "3: jobs[0].runs[0].labl: unknown key 'labl'; did you mean"),
        ("[[jobs]]\nlesson='line'\ncard=true", "1: jobs[0]: a card stands behind a picture without a background"),
        ("[[jobs]]\nlesson='line'\nmatrix={sed=[1]}", "3: jobs[0].matrix.sed: unknown key 'sed'; did you mean 'seed'?"),
        ("[[jobs]]\nlesson='line'\nmatrix={seed=[]}", "3: jobs[0].matrix.seed: is []; give a list of values, or a"),
        ("[[jobs]]\nlesson='line'\nmatrix={seed=[1,1]}", "3: jobs[0].matrix.seed: has 1 twice; give each value once"),
        ("[[jobs]]\nlesson='line'\nmatrix={seed={from=0}}", "3: jobs[0].matrix.seed: has no 'to'; write a range as"),
        (
            "[[jobs]]\nlesson='line'\nmatrix={seed={from=0,to=9,stp=1}}",
            "3: jobs[0].matrix.seed: unknown key of a range",
        ),
        ("[[jobs]]\nlesson='line'\nmatrix={seed={from=0,to=9e9}}", "3: jobs[0].matrix.seed: to is 9000000000.0; give"),
        ("[[jobs]]\nlesson='line'\nmatrix={seed={from=0,to=99999999}}", "1: jobs: are 100,000,000 with their matrices"),
        ("[[jobs]]\nrecording='a.npz'\noutput='b.npz'", "3: jobs[0].output[0]: 'b.npz' would keep the recording"),
        ("[[jobs]]\nlesson='line'\ninputs=[1]", "3: jobs[0].inputs: is [1]; give a list of paths"),
        ("[[jobs]]\nscript='a.py'", "2: jobs[0].script: runs the code of a script; give --allow-code if you trust it"),
    ],
)
def test_a_fault_is_said_with_what_to_do(text: str, fault: str) -> None:
    """Each fault is one line, and the only one."""
    (found,) = faults_in(text)
    assert found.lstrip().startswith(fault)


def test_a_default_is_for_the_jobs_that_can_have_it() -> None:
    """A recording has no passes, and takes the size; a job's own key stands in place of a default."""
    one, other = jobs_in("""[defaults]
lesson = "line"
passes = 3
size = "400x200"
[[jobs]]
size = "800x400"
[[jobs]]
recording = "a.npz"
""")
    assert one.settings == {"lesson": "line", "passes": 3, "size": "800x400"}
    assert other.settings == {"recording": "a.npz", "size": "400x200"}


def test_data_without_a_lesson_is_learned_by_the_line() -> None:
    """The lesson of a data file is that of `sgdviz lesson`; a job with a model of its own has none."""
    one, other = jobs_in("""[[jobs]]
data = "houses.csv"
[[jobs]]
model = { name = "line" }
data = { name = "post" }
optimizer = { name = "sgd", step_size = 0.01 }
""")
    assert one.settings == {"lesson": "line", "data": "houses.csv"}
    assert (one.name, one.outputs) == ("houses", ("houses.gif",))
    assert "lesson" not in other.settings


def test_tables_of_defaults_and_of_a_job_are_merged() -> None:
    """Of a table each key is replaced by itself."""
    assert merged({"scene": {"title": "a", "scale": 2}, "x": 1}, {"scene": {"title": "b"}}) == {
        "scene": {"title": "b", "scale": 2},
        "x": 1,
    }


def test_a_matrix_leads_into_tables() -> None:
    """Nested tables that are no ranges are dotted names, and each job has its value in the table."""
    assert flattened({"optimizer": {"step_size": [1]}, "seed": {"from": 0, "to": 1}}, ("m",)) == [
        ("optimizer.step_size", [1], ("m", "optimizer", "step_size")),
        ("seed", {"from": 0, "to": 1}, ("m", "seed")),
    ]
    jobs = jobs_in("""[[jobs]]
lesson = "line"
optimizer = { name = "adam" }
matrix = { optimizer.step_size = [0.1, 0.2] }
output = "{optimizer}-{optimizer.step_size}.gif"
""")
    assert [job.settings["optimizer"] for job in jobs] == [
        {"name": "adam", "step_size": 0.1},
        {"name": "adam", "step_size": 0.2},
    ]
    assert [job.outputs for job in jobs] == [("adam-0.1.gif",), ("adam-0.2.gif",)]


def test_faults_of_tables_from_python_have_paths_alone() -> None:
    """Without a file there are no lines, and the error has all faults."""
    with pytest.raises(
        sgdviz.JobsError, match=r"^jobs\[0\]\.scale: scale is 0\.0; .*; jobs\[1\]: has no source"
    ) as caught:
        sgdviz.batch([{"lesson": "line", "scale": 0}, {"name": "b"}])
    assert len(caught.value.faults) == 2
