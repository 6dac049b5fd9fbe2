"""The blog post's own code, run as it stands, against `fit`."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from sgdviz import SGD, Line, data, fit

POST = Path(__file__).parents[2] / "shared" / "post.md"


@pytest.mark.skipif(not POST.exists(), reason=f"the blog post is not at {POST}, so its code cannot be run")
@pytest.mark.parametrize("seed", [0, 1, 2, 7, 42, 2024])
def test_the_post_s_code_and_fit_give_the_same_bits(seed: int) -> None:
    """The post's losses, final parameters and predictions equal those of `fit` bit for bit."""
    scope: dict[str, Any] = {"random": random}
    random.seed(seed)
    for block in re.findall(r"```python\n(.*?)```", POST.read_text(encoding="utf-8"), flags=re.DOTALL):
        exec(block, scope)  # noqa: S102 - the post's code is what is tested
    recording = fit(Line(), data.post(), SGD(step_size=0.01), passes=50, seed=seed)
    assert len(scope["losses"]) == 300
    assert recording.loss[1:].tolist() == scope["losses"]
    assert recording.params[-1].tolist() == [scope["m"], scope["b"]]
    assert recording.predictions[-1].tolist() == scope["y_pred"]
