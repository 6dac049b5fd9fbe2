import numpy as np


def training(x, y, lr):
    """Yield the line after each step, for as long as somebody asks."""
    w, b = 0.0, 0.0
    while True:
        r = w * x + b - y
        w -= lr * 2 * np.mean(r * x)
        b -= lr * 2 * np.mean(r)
        yield w, b, np.mean(r**2)


x = np.array([-1.0, -0.5, 0.0, 0.6, 1.1, 1.4])
y = np.array([2.9, 2.2, 1.1, 0.2, -0.9, -1.4])
for number, (w, b, loss) in enumerate(training(x, y, 0.1)):
    if number == 59 or loss < 1e-6:
        break
print(number + 1, repr(w), repr(b))
