"""The peers' picture: the post's run as a plain Matplotlib user would draw it, two panels with text that changes."""

import random

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt

X = [-4, -2, 0, 1, 2, 3]
Y = [-8, -4, 1, 2.2, 3.3, 5.3]
EVERY_SECOND = 25


def rows(frames: int) -> list[tuple[float, float, float, float]]:
    """Return slope, intercept, squared residual and mean squared error for each frame of the post's run."""
    rng = random.Random(0)
    m, b = rng.random(), rng.random()
    run = []
    for step in range(frames):
        i = step % len(X)
        residual = m * X[i] + b - Y[i] if step else 0.0
        if step:
            m, b = m - X[i] * residual * 0.01, b - residual * 0.01
        cost = sum((m * x + b - y) ** 2 for x, y in zip(X, Y, strict=True)) / len(X)
        run.append((m, b, residual**2, cost))
    return run


class Picture:
    """A figure of 800x400 pixels that can be brought to any row."""

    def __init__(self, run: list[tuple[float, float, float, float]]) -> None:
        self.run = run
        self.figure, (fit, loss) = plt.subplots(1, 2, figsize=(8, 4), dpi=100, width_ratios=(3, 2))
        fit.plot(X, Y, "o", color="tab:blue")
        fit.set(xlim=(-5, 4), ylim=(-10, 7), xlabel="x", ylabel="y")
        loss.set(xlim=(0, len(run)), ylim=(0.1, 100), yscale="log", xlabel="step", title="Loss")
        fit.grid(alpha=0.3)
        loss.grid(alpha=0.3)
        (self.line,) = fit.plot([], [], color="tab:red", lw=3)
        (self.ring,) = fit.plot([], [], "o", ms=16, mfc="none", mec="tab:orange", mew=2)
        (self.dots,) = loss.plot([], [], ".", color="tab:blue", alpha=0.5, ms=3)
        (self.curve,) = loss.plot([], [], color="tab:red", lw=2)
        (self.now,) = loss.plot([], [], "o", color="tab:red")
        self.title = fit.set_title("")
        self.equation = fit.text(-4.6, 5.4, "", color="tab:red", size=14, weight="bold")
        self.cost = loss.text(0, 0, "", color="tab:red")
        self.figure.tight_layout()

    def show(self, row: int) -> list[object]:
        """Bring the figure to `row` and return what moved."""
        m, b, _, cost = self.run[row]
        steps = range(row + 1)
        i = row % len(X)
        self.line.set_data([-5, 4], [m * -5 + b, m * 4 + b])
        self.ring.set_data([X[i]], [Y[i]])
        self.dots.set_data(steps, [self.run[step][2] for step in steps])
        self.curve.set_data(steps, [self.run[step][3] for step in steps])
        self.now.set_data([row], [cost])
        self.title.set_text(f"step {row}, pass {row // len(X) + 1}")
        self.equation.set_text(f"y = {m:.2f} x + {b:.2f}")
        self.cost.set_text(f"  {cost:.2f}")
        self.cost.set_position((row, cost))
        return [self.line, self.ring, self.dots, self.curve, self.now, self.title, self.equation, self.cost]
