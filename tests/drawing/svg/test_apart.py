"""Layers of dots that do not meet."""

from __future__ import annotations

import numpy as np

from sgdviz.drawing.svg.apart import layers_apart


def test_dots_of_a_layer_do_not_meet_and_none_is_lost() -> None:
    """In each layer the points are at least the distance apart, and all layers together hold every point once."""
    rng = np.random.default_rng(1)
    centers = np.concatenate([rng.normal(0, 20, (500, 2)), np.zeros((7, 2))])
    layers = list(layers_apart(centers, 5.0))
    for layer in layers:
        apart = np.hypot(*(layer[:, None] - layer[None]).transpose(2, 0, 1))
        assert (apart[~np.eye(len(layer), dtype=bool)] >= 5).all()
    together = np.concatenate(layers)
    assert sorted(together.tolist()) == sorted(centers.tolist())


def test_dots_far_apart_are_in_few_layers() -> None:
    """Dots that do not meet need at most four layers, one for each other square."""
    spread_out = np.stack(np.meshgrid(np.arange(20.0), np.arange(20.0)), axis=-1).reshape(-1, 2) * 7
    assert len(list(layers_apart(spread_out, 5.0))) <= 4
    assert list(layers_apart(np.empty((0, 2)), 5.0)) == []
