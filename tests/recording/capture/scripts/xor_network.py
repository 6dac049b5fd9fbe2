import numpy as np

inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
wanted = np.array([[0, 1, 1, 0]]).T

np.random.seed(7)
first = np.random.uniform(-1, 1, (2, 4))
second = np.random.uniform(-1, 1, (4, 1))


def squash(v, slope=False):
    if slope:
        return v * (1 - v)
    return 1 / (1 + np.exp(-v))


for turn in range(800):
    hidden = squash(inputs @ first)
    answer = squash(hidden @ second)
    miss = wanted - answer
    push_out = miss * squash(answer, slope=True)
    push_hidden = push_out @ second.T * squash(hidden, slope=True)
    second += 2 * hidden.T @ push_out
    first += 2 * inputs.T @ push_hidden
print(repr(first), repr(second))
