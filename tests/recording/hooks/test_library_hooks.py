"""A whole script, with its imports, under the hooks."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hooks_helpers import library

if TYPE_CHECKING:
    from pathlib import Path

library("torch")
library("sklearn")
library("scipy")

SCRIPT = """
import random
import numpy as np
import torch
from scipy.optimize import minimize
from sklearn.linear_model import SGDRegressor
from torch.nn.functional import mse_loss

class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(1, 1)

    def forward(self, x):
        print("forward", self.training)
        return self.linear(x)

torch.manual_seed(0)
np.random.seed(0)
random.seed(0)
x = torch.linspace(-1, 1, 10)[:, None]
model = Model()
optimizer = torch.optim.Adam(model.parameters())
for _ in range(3):
    optimizer.zero_grad()
    loss = mse_loss(model(x), 2 * x)
    loss.backward()
    optimizer.step()
    print(loss.item(), torch.rand(1).item())
line = SGDRegressor().fit(x.numpy(), x.numpy()[:, 0])
print(line.coef_, line.n_iter_, np.random.rand())

def bowl(x):
    print("bowl", x)
    return (x[0] - 2) ** 2

print(minimize(bowl, [0.0]), random.random())
"""

UNDER_HOOKS = """
import runpy, sys
from sgdviz.recording.hooks import LibraryHooks
finders = list(sys.meta_path)
with LibraryHooks() as hooks:
    runpy.run_path("script.py", run_name="__main__")
assert sys.meta_path == finders
for run in hooks.runs():
    print(run.evidence, file=sys.stderr)
print(*hooks.faults(), file=sys.stderr)
"""


@pytest.mark.slow
def test_a_script_prints_the_same_bytes(here: Path) -> None:
    """A script that imports its libraries itself prints what it does alone, and each of its trainings is found."""
    (here / "script.py").write_text(SCRIPT)
    alone = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=True)
    watched = subprocess.run([sys.executable, "-c", UNDER_HOOKS], capture_output=True, text=True, check=True)
    assert watched.stdout == alone.stdout
    torch_line, sklearn_line, scipy_line, faults = watched.stderr.splitlines()
    lines = ("    optimizer.step()", "line = SGD", "print(minimize(")
    numbers = [next(n for n, text in enumerate(SCRIPT.splitlines(), 1) if text.startswith(line)) for line in lines]
    assert torch_line.startswith(
        f"script.py:{numbers[0]}: parameters linear.weight, linear.bias of Model; data from the"
    )
    assert sklearn_line.startswith(f"script.py:{numbers[1]}: parameters coef_, intercept_ of SGDRegressor; data from ")
    assert scipy_line.startswith(f"script.py:{numbers[2]}: parameters x of the function bowl")
    assert faults == ""
