"""The weights of inputs: which parameters they are, and their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgdviz.recording.recording import Recording


def has_one_weight_an_input(recording: Recording) -> bool:
    """Return whether there are so few parameters that they can be a weight for each input and a constant."""
    return len(recording.param_names) <= len(recording.dataset.feature_names) + 1


def input_weights(recording: Recording) -> dict[str, str]:
    """Return the name of the input that each weight belongs to, by the weight's own name.

    Weights are called w1 to wD, or are the D numbers of one array, w[0] and so on. The unit of an input in brackets is
    left out where the names differ without it. Inputs without names of their own, x1 and so on, name no weights.
    """
    features = recording.dataset.feature_names
    if all(name == f"x{number}" for number, name in enumerate(features, 1)):
        return {}
    weights = _weights(recording)
    short = [name.partition(" (")[0] for name in features]
    names = [own if short.count(own) == 1 else name for own, name in zip(short, features, strict=True)]
    return dict(zip(weights, names, strict=True)) if weights else {}


def _weights(recording: Recording) -> tuple[str, ...]:
    """Return the names of the D weights; none where the parameters have other names."""
    own, count = recording.param_names, len(recording.dataset.feature_names)
    numbered = tuple(f"w{number}" for number in range(1, count + 1))
    if {*numbered} <= {*own}:
        return numbered
    if not has_one_weight_an_input(recording):
        return ()
    arrays = (name.removesuffix("[0]") for name in own if name.endswith("[0]"))
    indexed = (tuple(f"{array}[{number}]" for number in range(count)) for array in arrays)
    return next((names for names in indexed if {*names} <= {*own}), ())
