import numpy as np


class Scale:
    """A linear unit that is corrected after every single sample, in a new order each round."""

    def __init__(self, rate=0.02, rounds=12, seed=1):
        self.rate, self.rounds = rate, rounds
        self.rng = np.random.RandomState(seed)

    def fit(self, X, y):
        self.weights = self.rng.normal(0.0, 0.01, X.shape[1])
        self.bias = 0.0
        self.history = []
        for _ in range(self.rounds):
            squares = 0.0
            order = np.arange(len(y))
            self.rng.shuffle(order)
            for k in order:
                miss = y[k] - self.output(X[k])
                self.weights += self.rate * miss * X[k]
                self.bias += self.rate * miss
                squares += miss**2
            self.history.append(float(squares / len(y)))
        return self

    def output(self, row):
        return row @ self.weights + self.bias


rng = np.random.RandomState(4)
X = rng.randn(20, 2)
y = X @ np.array([1.0, -2.0]) + 0.5
scale = Scale().fit(X, y)
print("history", scale.history)
print(repr(scale.weights), repr(scale.bias))
