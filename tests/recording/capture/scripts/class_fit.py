import numpy as np


class Ruler:
    """A straight line that is laid through measured points."""

    def __init__(self, pace=0.05, rounds=80):
        self.pace = pace
        self.rounds = rounds

    def fit(self, X, y):
        count, width = X.shape
        self.w = np.zeros(width)
        self.b = 0
        for _ in range(self.rounds):
            off = self.predict(X) - y
            self.w -= self.pace * X.T.dot(off) / count
            self.b -= self.pace * off.sum() / count
        return self

    def predict(self, X):
        return X.dot(self.w) + self.b


rng = np.random.RandomState(11)
X = rng.rand(30, 1) * 4
y = 2.5 * X[:, 0] + 1 + rng.randn(30) * 0.3
ruler = Ruler().fit(X, y)
print("mse", np.mean((ruler.predict(X) - y) ** 2))
print(repr(ruler.w), repr(ruler.b))
