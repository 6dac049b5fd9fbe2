import numpy as np

x = np.linspace(0, 1, 10)
y = 1 + x - 2 * x**2
c = np.zeros(2)
for turn in range(60):
    if turn == 30:
        c = np.append(c, 0.0)
    powers = np.vander(x, len(c), increasing=True)
    r = powers @ c - y
    c = c - 0.3 * powers.T @ r / len(x)
print(c.shape, c.tolist())
c = None
print(c)
