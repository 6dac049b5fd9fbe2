"""Models as pure functions of one flat parameter vector: predict, loss, gradient."""

from sgdviz.training.models.base import Model
from sgdviz.training.models.line import Line
from sgdviz.training.models.linear_network import LinearNetwork
from sgdviz.training.models.logistic import Logistic
from sgdviz.training.models.mlp import MLP
from sgdviz.training.models.neuron import Neuron
from sgdviz.training.models.proportion import Proportion

__all__ = ["MLP", "Line", "LinearNetwork", "Logistic", "Model", "Neuron", "Proportion"]
