"""What recording should find in each script in `scripts`, by reading it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SCRIPTS = Path(__file__).parent / "scripts"

Picture = Literal["curve", "surface", "points", "valley"]


@dataclass(frozen=True)
class Training:
    """One training loop of a script.

    `parameters` are names in the scope of the loop, or attributes of `self`; together they hold `values` numbers.
    `data` has the names of the inputs and of the targets, nearest to where the script reads them, or before it scales
    them, or none for a valley.
    There are `points` samples with `inputs` numbers each; a column of ones and powers of a column are no inputs.
    `steps` counts the turns of the loop that holds all updates. `picture` is the best that the script allows: a curve
    over one input, a surface over two, points with their predictions for more, or a valley without data.
    `classes` is 0 for numbers as targets. `scaled` says that the inputs were scaled, and that the unscaled ones are in
    scope, too. `loop` numbers the loops of a script that has several, and `module` is the file that holds this one.
    """

    script: str
    parameters: tuple[str, ...]
    values: int
    data: tuple[str, str] | None
    points: int
    inputs: int
    steps: int
    picture: Picture
    classes: int = 0
    scaled: bool = False
    loop: int = 1
    module: str = ""


TRAININGS = (
    Training("adam.py", ("theta",), 3, ("A", "target"), 32, 2, 120, "surface"),
    Training("class_fit.py", ("self.w", "self.b"), 2, ("X", "y"), 30, 1, 80, "curve"),
    Training("compute_gradient_helper.py", ("w", "b"), 2, ("x", "y"), 6, 1, 150, "curve"),
    Training("dict_network.py", ("params",), 17, ("X", "Y"), 60, 2, 150, "surface", classes=2),
    Training("generator_training.py", ("w", "b"), 2, ("x", "y"), 6, 1, 60, "curve"),
    Training("global_statement.py", ("W", "B"), 2, ("DATA_X", "DATA_Y"), 5, 1, 100, "curve"),
    Training("hinge_svm.py", ("self.w", "self.b"), 3, ("X", "side"), 32, 2, 800, "surface", classes=2),
    Training("layer_objects.py", ("layers",), 25, ("x", "y"), 40, 1, 200, "curve"),
    Training("live_plot.py", ("w", "b"), 2, ("x", "y"), 20, 1, 30, "curve"),
    Training("logistic_one_feature.py", ("w", "b"), 2, ("hours", "passed"), 12, 1, 360, "curve", classes=2),
    Training(
        "logistic_two_features.py", ("self.weights", "self.bias"), 3, ("X", "y"), 60, 2, 120, "surface", classes=2
    ),
    Training("loss_every_tenth.py", ("into", "bend", "out"), 18, ("x", "y"), 50, 1, 120, "curve"),
    Training("min_max_scaled.py", ("w0", "w1"), 2, ("rooms_area", "rent"), 9, 1, 200, "curve", scaled=True),
    Training("mini_batches.py", ("w", "b"), 2, ("x", "y"), 64, 1, 60, "curve"),
    Training("momentum.py", ("w", "b"), 2, ("X", "Y"), 24, 1, 90, "curve"),
    Training("notebook.ipynb", ("w", "b"), 2, ("x", "y"), 22, 1, 75, "curve"),
    Training("perceptron.py", ("w", "b"), 3, ("X", "y"), 40, 2, 400, "surface", classes=2),
    Training("plain_globals.py", ("slope", "start"), 2, ("distance", "minutes"), 8, 1, 320, "curve"),
    Training("polynomial.py", ("coefficients",), 3, ("x", "y"), 30, 1, 150, "curve"),
    Training("progress_bar.py", ("w", "b"), 2, ("X", "Y"), 28, 1, 50, "curve"),
    Training("random_index.py", ("w", "b"), 2, ("xs", "ys"), 20, 1, 250, "curve"),
    Training("reads_csv.py", ("a", "c"), 2, ("area", "price"), 10, 1, 300, "curve"),
    Training("returned_locals.py", ("w", "b"), 2, ("x", "y"), 25, 1, 60, "curve"),
    Training("shuffled_samples.py", ("self.weights", "self.bias"), 3, ("X", "y"), 20, 2, 240, "surface"),
    Training("softmax_integer_labels.py", ("W", "b"), 9, ("petal", "species"), 54, 2, 80, "surface", classes=3),
    Training("softmax_three_classes.py", ("W", "b"), 9, ("X", "one_hot"), 45, 2, 60, "surface", classes=3),
    Training("standardized.py", ("t0", "t1"), 2, ("mileage", "price"), 12, 1, 80, "curve", scaled=True),
    Training("step_from_callee.py", ("b", "m"), 2, ("x", "y"), 35, 1, 120, "curve"),
    Training("stops_early.py", ("k", "d"), 2, ("x", "t"), 7, 1, 14, "curve"),
    Training("summed_loss.py", ("m", "b"), 2, ("x", "y"), 5, 1, 200, "curve"),
    Training("temporary_list.py", ("theta",), 2, ("ages", "heights"), 8, 1, 120, "curve"),
    Training("theta_column.py", ("theta",), 2, ("X", "y"), 40, 1, 100, "curve"),
    Training("three_features.py", ("W", "b"), 4, ("X", "y"), 48, 3, 60, "points"),
    Training("tiny_autograd.py", ("model",), 2, ("xs", "ys"), 6, 1, 25, "curve"),
    Training(
        "trainer_elsewhere.py", ("self.gain", "self.offset"), 2, ("x", "y"), 18, 1, 45, "curve", module="neighbour.py"
    ),
    Training("two_trainers.py", ("w", "b"), 2, ("x", "y"), 30, 1, 40, "curve"),
    Training("two_trainers.py", ("w", "b"), 2, ("x", "y"), 30, 1, 120, "curve", loop=2),
    Training("updated_in_helper.py", ("params",), 3, ("x", "y"), 40, 2, 70, "surface"),
    Training("valley_one_number.py", ("position",), 1, None, 0, 0, 39, "valley"),
    Training("valley_two_numbers.py", ("p",), 2, None, 0, 0, 35, "valley"),
    Training("weights_by_comprehension.py", ("weights",), 3, ("samples", "targets"), 6, 3, 180, "points"),
    Training("with_argparse.py", ("w", "b"), 2, ("x", "y"), 15, 1, 300, "curve"),
    Training("xor_network.py", ("first", "second"), 12, ("inputs", "wanted"), 4, 2, 800, "surface", classes=2),
    Training("zip_enumerate.py", ("m", "c"), 2, ("temperatures", "cones_sold"), 8, 1, 48, "curve"),
)
