"""The Words table: every phrase that the program itself draws, in English by default."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sgdviz.drawing.words.phrase import check_phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a language, each phrase a whole template, so that a translation may order and join it in its way.

    A template has the same names in braces as the English one. `words.number` writes a number with the marks of the
    language. Raises `InputError`.
    """

    name: str = "en"

    # How numbers are written: the marks, the least number with group marks, thousands and millions at the ticks.
    decimal_mark: str = "."
    group_mark: str = ","
    least_grouped: str = "1000"
    thousands: str = "{number}k"
    millions: str = "{number}M"
    infinity: str = "infinity"
    dollars: str = "${number}"

    # Headings of panels.
    heading_fit: str = "Fit"
    heading_loss: str = "Loss"
    heading_parameters: str = "Parameters"
    heading_predictions: str = "Predictions"
    heading_cost: str = "Cost"
    heading_landscape: str = "Cost over the parameters"
    heading_boundary: str = "Boundary"
    heading_lens: str = "Derivative"
    heading_graph: str = "Computation"
    heading_arithmetic: str = "In numbers"
    heading_network: str = "Network"
    heading_code: str = "Code"

    # The state of a run, beside a heading.
    step_number: str = "step {number}"
    pass_number: str = "pass {number}"  # noqa: S105 - a pass over the data
    diverged_at: str = "diverged at step {step}"
    diverged: str = "diverged"
    ended_at: str = "ended at step {step}"
    run_diverged_at: str = "{run} diverged at step {step}"
    forward: str = "forward"
    backward: str = "backward"
    update: str = "update"

    # Kinds of cost, whole and abbreviated, and numbers of the cost.
    mean_squared_error: str = "mean squared error"
    mean_absolute_error: str = "mean absolute error"
    cross_entropy: str = "cross-entropy"
    function_value: str = "function value"
    mean_squared_error_short: str = "MSE"
    mean_absolute_error_short: str = "MAE"
    root_mean_squared_error_short: str = "RMSE"
    root_mean_squared_error: str = "root mean squared error"
    in_dollars: str = "{cost} ($)"
    square_scale: str = "{cost}, square scale"
    slope: str = "slope"
    cost_is: str = "cost {number}"
    off_by: str = "off by {number}"
    share_right: str = "{number} % right"

    # The verdict on a run.
    cost_change: str = "{cost} {change}"
    and_ending: str = "{verdict}, {ending}"
    still_falling: str = "still falling"
    not_settled: str = "has not settled"
    far_from_best: str = "far from the best fit"
    worse_than_start: str = "worse than at the start"

    # Axes.
    step_axis: str = "step"
    step_axis_root: str = "step (square-root scale)"
    in_thousands: str = "{name}, thousands"
    in_millions: str = "{name}, millions"
    standardized_axis: str = "{name} (standardized)"
    actual: str = "actual {target}"
    predicted: str = "predicted"

    # Dates at the ticks of an axis: the twelve months, separated by blanks.
    months: str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    day_of_month: str = "{day} {month}"
    day_of_year: str = "{day} {month} {year}"
    month_of_year: str = "{month} {year}"
    day: str = "day"
    days: str = "days"
    year: str = "year"
    years: str = "years"

    # The panels loss, parameters, predictions and landscape, and the squares of the fit.
    one_sample: str = "one sample"
    each_step: str = "each step"
    dot_loss: str = "loss {number}"
    dot_square: str = "error² {number}"
    dot_size: str = "|error| {number}"
    dot_mean_square: str = "mean error² {number}"
    dot_mean_size: str = "mean |error| {number}"
    all_parameters: str = "all {count}"
    largest_parameters: str = "the {count} largest of {total}"
    standardized: str = "standardized"
    intercept: str = "intercept"
    unit_per: str = "{unit} per {other}"
    per: str = "per {other}"
    perfect_prediction: str = "perfect prediction"
    mean_square: str = "mean square {number}"
    this_sample: str = "this sample"
    this_batch: str = "this batch"
    this_step: str = "this step"
    all_samples: str = "all samples"
    lowest_cost: str = "lowest cost"
    saddle: str = "saddle"
    arrived_at: str = "Arrived at step"

    # One step in numbers: each side of an equation.
    prediction: str = "prediction"
    target: str = "target {name}"
    error: str = "error"
    error_size: str = "|error|"
    half_square: str = "½ error²"
    error_sign: str = "sign of error"
    loss: str = "loss"
    gradient: str = "gradient {number}"
    gradient_for: str = "gradient for {name}"
    step_of: str = "step of {name}"
    mean_of: str = "mean of {term}"
    mean_of_errors: str = "{count} errors, mean {number}"
    carried_over: str = "{calculation} carried over"

    # The arrows of a backward pass.
    arrows: str = "arrows: {factor} × the step"
    arrows_standardized: str = "arrows: {factor} × the step, standardized"
    arrows_against: str = "arrows: {factor} × the step, against the gradient"
    grey_arrows: str = "grey: carried over from earlier steps"
    about_zero: str = "{name}: about 0"

    # The network.
    positive: str = "positive"
    negative: str = "negative"
    widths_long: str = "width: size of weight, rim: bias"
    widths: str = "width: weight, rim: bias"
    widths_of_weights: str = "width: weight"
    rims: str = "rim: bias"
    widths_standardized: str = "width: standardized weight, rim: bias"
    rims_standardized: str = "standardized; rim: bias"
    steps_of_weights: str = "size of the step of each weight"

    # The lens on a derivative.
    lens_scale: str = "lens {number}×"
    nudge: str = "nudge h = {number}"
    rise: str = "rise"
    rise_is: str = "rise = {number}"

    # The names of runs that are compared.
    run: str = "run {number}"
    run_optimizer: str = "optimizer {value}"
    run_step_size: str = "step size {value}"
    run_seed: str = "seed {value}"
    run_batch_size: str = "batch size {value}"

    # The picture in words, for screen readers.
    state: str = "step {step} of {last}, {cost} {now} over {points} points, {start} at the start"
    state_of_one_point: str = "step {step} of {last}, {cost} {now} over {points} point, {start} at the start"
    strip: str = "{count} moments of a run: {moments}"
    strip_of_runs: str = "{count} moments of {runs} runs: {moments}"
    strip_moment: str = "step {step} with {cost} {number}"

    # The alt text of a picture: the numbers from two to twelve, the names of eleven colours, and its subject.
    alt_numbers: str = "two three four five six seven eight nine ten eleven twelve"
    alt_colors: str = "black grey white red orange yellow green blue purple pink brown"
    alt_points: str = "{number} points"
    alt_one_point: str = "one point"
    alt_line: str = "a {color} line fitted to {points}"
    alt_lines: str = "{count} lines fitted to {points}"
    alt_curve: str = "a {color} curve fitted to {points}"
    alt_curves: str = "{count} curves fitted to {points}"
    alt_border: str = "a border between two classes, {first} and {second}, fitted to {points}"
    alt_borders: str = "{count} borders between two classes, {first} and {second}, fitted to {points}"
    alt_predictions: str = "predicted against actual {target}, fitted to {points}"
    alt_ball: str = "a ball on the curve of the cost over {name}"
    alt_balls: str = "{count} balls on the curve of the cost over {name}"
    alt_path: str = "a path over the map of the cost, which depends on {first} and {second}"
    alt_paths: str = "{count} paths over the map of the cost, which depends on {first} and {second}"
    alt_network: str = "a network of neurons fitted to {points}"
    alt_model: str = "a model fitted to {points}"
    alt_models: str = "{count} models fitted to {points}"
    alt_lens: str = "A line before and after a nudge; as it goes from {start} to {end}, rise / nudge stays {quotient}."
    alt_lens_still: str = "A line before and after a nudge of {h}; rise / nudge is {quotient}."

    # Its numbers, and how they change.
    alt_its_slope: str = "its slope"
    alt_mean_squared_error: str = "the mean squared error"
    alt_mean_absolute_error: str = "the mean absolute error"
    alt_function_value: str = "the function value"
    alt_root_mean_squared_error: str = "the root mean squared error"
    alt_right: str = "the share of right answers"
    alt_percent: str = "{number} %"
    alt_steps: str = "over {number} steps"
    alt_one_step: str = "over one step"
    alt_moments: str = "in {count} moments, from step {first} to step {last},"
    alt_moments_of_step: str = "in {count} moments of step {step}"
    alt_goes: str = "{steps} {name} goes {change}"
    alt_both_go: str = "{steps} {first} goes {first_change} and {second} {change}"
    alt_from_to: str = "from {start} to {end}"
    alt_between: str = "between {least} and {most}"
    alt_diverges: str = "{change}, and the run diverges"
    alt_at: str = "{subject}, at step {step} of {last}"
    alt_is: str = "{name} is {value}"
    alt_and: str = "{first} and {second}"

    # The player in a page.
    player_play: str = "Play"
    player_pause: str = "Pause"
    player_back: str = "Previous moment"
    player_on: str = "Next moment"
    player_position: str = "Position"
    player_speed: str = "Speed"
    player_link: str = "Link to this moment"
    player_numbers: str = "Numbers of this moment"
    player_run: str = "run"
    player_step: str = "Step {step} of {last}"
    player_chapter: str = "Chapter {number} of {last}"
    player_of_step: str = "{loss} of this step"
    player_keys: str = "Space plays and pauses; arrow keys go from moment to moment, Home and End to the ends."
    player_click: str = "A click on a curve over the steps goes to its step."

    def __post_init__(self) -> None:
        for key in PHRASES:
            check_phrase(key, getattr(self, key), _ENGLISH[key])

    def number(self, text: str) -> str:
        """Return a number of `plot.numbers`, or one with grouped digits, with the marks of the language."""
        if text.endswith("infinity"):
            return text.replace("infinity", self.infinity)
        if text.endswith(("k", "M")):
            return (self.thousands if text[-1] == "k" else self.millions).format(number=self.number(text[:-1]))
        grouped = sum(map(str.isdigit, text)) >= len(self.least_grouped)
        return text.translate({ord("."): self.decimal_mark, ord(","): self.group_mark if grouped else ""})

    @property
    def month_names(self) -> tuple[str, ...]:
        """The short names of the twelve months."""
        return tuple(self.months.split())

    def cost(self, kind: str) -> str:
        """Return the name of a kind of cost."""
        return str(getattr(self, _key(kind), kind))

    def short_cost(self, kind: str) -> str:
        """Return the abbreviation of a kind of cost, or its name where it has none."""
        return str(getattr(self, f"{_key(kind)}_short", self.cost(kind)))

    def heading(self, panel: str, own: str) -> str:
        """Return the heading of a panel, which is its `own` one unless that is the English one of this program."""
        key = f"heading_{panel}"
        return str(getattr(self, key)) if getattr(ENGLISH, key, None) == own else own


PHRASES = tuple(field.name for field in fields(Words) if field.name != "name")
"""The keys of a words file."""

_ENGLISH = {field.name: str(field.default) for field in fields(Words)}


def _key(kind: str) -> str:
    return kind.replace(" ", "_").replace("-", "_")


ENGLISH = Words()
