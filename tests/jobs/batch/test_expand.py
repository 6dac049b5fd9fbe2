"""From recipes to jobs."""

from __future__ import annotations

import pytest
from batch_helpers import faults_in, jobs_in

pytestmark = pytest.mark.usefixtures("here")


def test_the_example_of_the_guide_has_sixty_jobs() -> None:
    """The end of a range is included, the last axis varies fastest, and names have the values."""
    jobs = jobs_in("""[defaults]
lesson = "line"
size = "400x200"

[[jobs]]
name = "sweep"
output = ["out/{step_size}-{seed}.gif", "out/{lesson}-{step_size}-{seed:02}.svg"]
matrix = { step_size = [0.003, 0.01, 0.02], seed = { from = 0, to = 19 } }
""")
    assert len(jobs) == 60
    assert [job.name for job in jobs[:2]] == ["sweep-0.003-0", "sweep-0.003-1"]
    assert jobs[-1].outputs == ("out/0.02-19.gif", "out/line-0.02-19.svg")
    assert jobs[21].settings == {"lesson": "line", "size": "400x200", "step_size": 0.01, "seed": 1}
    assert jobs[1].outputs[1] == "out/line-0.003-01.svg"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "[[jobs]]\nlesson='line'\noutput='a.gif'\nmatrix={seed=[0,1]}",
            "3: jobs[0].output: 'a.gif' is also an output of jobs[0] (line-0); add a field that tells them apart",
        ),
        (
            "[[jobs]]\nlesson='line'\nname='a'\n[[jobs]]\nlesson='line'\nname='b'\noutput='a.gif'",
            "7: jobs[1].output: 'a.gif' is also an output of jobs[0] (a); add a field that tells them apart",
        ),
        (
            "[[jobs]]\nlesson='line'\noutput='a.gif'\n[[jobs]]\nlesson='line'\noutput='b.gif'",
            "4: jobs[1].name: the name 'line' is also that of jobs[0]; give each job a name of its own",
        ),
        (
            "[[jobs]]\nlesson='line'\noutput=['a.gif', 'a.gif']",
            "3: jobs[0].output: 'a.gif' is also an output of jobs[0] (line); add a field that tells them apart",
        ),
        (
            "[[jobs]]\nlesson='line'\noutput=['a.gif', 'a.gif/b.gif']",
            "3: jobs[0].output: 'a.gif' is an output, and holds one of line; part them",
        ),
        (
            "[[jobs]]\nlesson='line'\noutput='{lesson:d}.gif'",
            "1: jobs[0]: '{lesson:d}.gif': lesson is 'line', which has no format 'd'",
        ),
    ],
)
def test_outputs_and_names_are_of_one_job_each(text: str, fault: str) -> None:
    """Two jobs with one output or one name are a fault, and so is an output inside another."""
    (found,) = faults_in(text)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    "output", ["../a.gif", "/a.gif", "a/../../b.gif", "C:\\a.gif", "c:a.gif", "a\\b.gif", "./a.gif", "a//b.gif"]
)
def test_outputs_that_leave_the_folder_are_refused(output: str) -> None:
    """Parent folders, absolute paths and drives are faults on every system."""
    (found,) = faults_in(f"[[jobs]]\nlesson='line'\noutput='{output}'")
    assert "does not lie in the output folder; write a path inside it, with slashes and without '..'" in found


def test_a_value_leads_to_no_other_folder() -> None:
    """Slashes in a value are no folders, and a value of dots stays a name."""
    jobs = jobs_in("[[jobs]]\nlesson='line'\noutput='{title}.gif'\nmatrix={title=['a/b', '../c', '..', 'x:y*z']}")
    assert [job.outputs[0] for job in jobs] == ["a-b.gif", "..-c.gif", "...gif", "x-y-z.gif"]


def test_the_files_of_a_batch_are_no_outputs() -> None:
    """An output that would replace the report, or an input, or the job file, is a fault."""
    (found,) = faults_in("[[jobs]]\nrecording='in/a.npz'\noutput='sheet.png'")
    assert "'sheet.png' is a file of the batch itself; give another name" in found


def test_an_output_that_is_an_input_is_a_fault() -> None:
    """The recording of one job is no output of another."""
    (found,) = faults_in("[[jobs]]\nlesson='line'\noutput=['b.gif', 'a.npz']\n[[jobs]]\nrecording='a.npz'")
    assert found == "3: jobs[0].output: 'a.npz' is an output, and the input a.npz would be lost; give another name"
