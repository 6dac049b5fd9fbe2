import numpy as np


def make_data():
    rng = np.random.default_rng(3)
    x = rng.uniform(-2, 2, 25)
    return x, 1.7 * x - 0.6 + rng.normal(0, 0.2, 25)


def train(x, y, lr=0.1, steps=60):
    """Full-batch gradient descent; returns the fitted line."""
    w, b = 0.0, 0.0
    n = len(x)
    for _ in range(steps):
        y_hat = w * x + b
        diff = y_hat - y
        dw = (2 / n) * np.sum(diff * x)
        db = (2 / n) * np.sum(diff)
        w -= lr * dw
        b -= lr * db
    return w, b


if __name__ == "__main__":
    x, y = make_data()
    w, b = train(x, y)
    print(f"w={w!r} b={b!r}")
