"""How each script in `unruly` ends under plain Python; recording must change nothing that it writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "unruly"


@dataclass(frozen=True)
class Unruly:
    """One script that uses Python in a way that recording could disturb.

    It is run in its own folder, with `arguments` and with `answers` as its standard input. `trains` says whether
    statements of the script itself train; a script that runs a string or an expression instead does not.
    """

    script: str
    exit_code: int = 0
    arguments: tuple[str, ...] = ()
    answers: str = ""
    trains: bool = True


UNRULY_SCRIPTS = (
    Unruly("aliases_and_views.py"),
    Unruly("asks.py", answers="0.1\n20\n"),
    Unruly("asynchronous.py"),
    Unruly("becomes_nan.py"),
    Unruly("byte_order_mark.py"),
    Unruly("changes_shape.py"),
    Unruly("changes_the_folder.py"),
    Unruly("classes_of_classes.py"),
    Unruly("closures.py"),
    Unruly("counts_its_subtractions.py"),
    Unruly("dataclasses_as_models.py"),
    Unruly("decorated.py"),
    Unruly("deletes_its_names.py"),
    Unruly("does_not_train.py", trains=False),
    Unruly("else_of_loops.py"),
    Unruly("empty.py", trains=False),
    Unruly("executes_a_string.py", trains=False),
    Unruly("exits_at_once.py", exit_code=4),
    Unruly("exits_in_the_middle.py", exit_code=3),
    Unruly("exits_with_a_message.py", exit_code=1),
    Unruly("fails.py", exit_code=1),
    Unruly("fails_before_training.py", exit_code=1, trains=False),
    Unruly("fails_in_a_chain.py", exit_code=1),
    Unruly("forks.py"),
    Unruly("from_future.py"),
    Unruly("generators.py"),
    Unruly("global_names.py"),
    Unruly("handles_signals.py"),
    Unruly("hooks_of_its_own.py", exit_code=1),
    Unruly("keeps_its_objects.py"),
    Unruly("latin_1.py"),
    Unruly("lies_about_subtraction.py"),
    Unruly("loops_in_expressions.py", trains=False),
    Unruly("many_steps.py"),
    Unruly("only_comments.py", trains=False),
    Unruly("own_file_and_arguments.py", arguments=("data", "--turns", "12", "-o", "out.gif")),
    Unruly("pickles_its_classes.py"),
    Unruly("prints_its_names.py"),
    Unruly("random_numbers_after.py"),
    Unruly("reads_its_source.py"),
    Unruly("recursion.py"),
    Unruly("redirects_output.py"),
    Unruly("refuses_comparison.py"),
    Unruly("relative_files.py"),
    Unruly("returns_from_finally.py"),
    Unruly("several_processes.py"),
    Unruly("shadowed_names.py"),
    Unruly("shows_a_traceback.py"),
    Unruly("slots_and_properties.py"),
    Unruly("star_unpacking.py"),
    Unruly("syntax_error.py", exit_code=1, trains=False),
    Unruly("traces_itself.py"),
    Unruly("trains_in_a_thread.py"),
    Unruly("uses_private_names.py"),
    Unruly("walrus_and_match.py"),
    Unruly("wrong_indentation.py", exit_code=1, trains=False),
)
