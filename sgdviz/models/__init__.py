"""Models as pure functions of one flat parameter vector: predict, loss, gradient."""

from sgdviz.models.base import Model
from sgdviz.models.line import Line
from sgdviz.models.mlp import MLP
from sgdviz.models.neuron import Neuron
from sgdviz.models.scale import Scale
from sgdviz.models.standardized import Standardized, standardized, wildly_scaled

__all__ = ["MLP", "Line", "Model", "Neuron", "Scale", "Standardized", "standardized", "wildly_scaled"]
