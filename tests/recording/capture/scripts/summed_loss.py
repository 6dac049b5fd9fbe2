import numpy as np

x = np.array([1, 2, 3, 4, 5], dtype=float)
y = np.array([2.1, 3.9, 6.2, 7.8, 10.1])

m, b = 0.0, 0.0
losses = []
for epoch in range(200):
    errors = y - (m * x + b)
    loss = (errors**2).sum()
    losses.append(loss)
    m += 0.005 * 2 * (errors * x).sum()
    b += 0.005 * 2 * errors.sum()
print(losses[0], losses[-1])
print(repr(m), repr(b))
