import numpy as np

np.random.seed(31)
count, units = 50, 6
x = np.random.uniform(-3, 3, (count, 1))
y = np.abs(x) - 1

into, bend = np.random.randn(1, units), np.random.randn(units)
out = np.random.randn(units, 1) * 0.3
for turn in range(1, 121):
    active = np.maximum(x @ into + bend, 0)
    guess = active @ out
    if turn % 10 == 0:
        print(turn, np.square(guess - y).mean())
    d_guess = 2 * (guess - y) / count
    d_active = d_guess @ out.T * (active > 0)
    out -= 0.02 * active.T @ d_guess
    into -= 0.02 * x.T @ d_active
    bend -= 0.02 * d_active.sum(axis=0)
print(repr(into), repr(bend), repr(out))
