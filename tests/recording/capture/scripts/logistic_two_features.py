import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Classifier:
    def __init__(self, size):
        self.weights = np.zeros(size)
        self.bias = 0

    def probability(self, X):
        return sigmoid(X @ self.weights + self.bias)

    def train(self, X, y, rate, turns):
        for _ in range(turns):
            p = self.probability(X)
            self.weights -= rate * X.T @ (p - y) / len(y)
            self.bias -= rate * np.mean(p - y)

    def predict(self, X):
        return np.array([1 if p > 0.5 else 0 for p in self.probability(X)])


rng = np.random.default_rng(30)
X = np.vstack([rng.normal([0, 0], 0.9, (30, 2)), rng.normal([2, 2], 0.9, (30, 2))])
y = np.array([0] * 30 + [1] * 30)
spam = Classifier(2)
spam.train(X, y, 0.3, 120)
print("accuracy", (spam.predict(X) == y).mean())
print(repr(spam.weights), repr(spam.bias))
