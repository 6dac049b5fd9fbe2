"""The package celluloid: snapshots of a figure whose artists pile up."""

import sys

from celluloid import Camera
from figure import EVERY_SECOND, X, Y, rows
from matplotlib import pyplot as plt

path, frames = sys.argv[1], int(sys.argv[2])
run = rows(frames)
figure, (fit, loss) = plt.subplots(1, 2, figsize=(8, 4), dpi=100, width_ratios=(3, 2))
fit.set(xlim=(-5, 4), ylim=(-10, 7), xlabel="x", ylabel="y")
loss.set(xlim=(0, frames), ylim=(0.1, 100), yscale="log", xlabel="step", title="Loss")
fit.grid(alpha=0.3)
loss.grid(alpha=0.3)
figure.tight_layout()
camera = Camera(figure)
for row in range(frames):
    m, b, _, cost = run[row]
    i = row % len(X)
    fit.plot(X, Y, "o", color="tab:blue")
    fit.plot([-5, 4], [m * -5 + b, m * 4 + b], color="tab:red", lw=3)
    fit.plot([X[i]], [Y[i]], "o", ms=16, mfc="none", mec="tab:orange", mew=2)
    fit.text(0.5, 1.02, f"step {row}, pass {row // len(X) + 1}", transform=fit.transAxes, ha="center")
    fit.text(-4.6, 5.4, f"y = {m:.2f} x + {b:.2f}", color="tab:red", size=14, weight="bold")
    loss.plot(range(row + 1), [step[2] for step in run[: row + 1]], ".", color="tab:blue", alpha=0.5, ms=3)
    loss.plot(range(row + 1), [step[3] for step in run[: row + 1]], color="tab:red", lw=2)
    loss.plot([row], [cost], "o", color="tab:red")
    loss.text(row, cost, f"  {cost:.2f}", color="tab:red")
    camera.snap()
camera.animate(interval=1000 / EVERY_SECOND, blit=True).save(path, writer="pillow")
