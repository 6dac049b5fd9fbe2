import numpy as np

W = 0.0
B = 0.0
DATA_X = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
DATA_Y = np.array([1.2, 2.9, 5.1, 7.2, 8.8])


def train_step(lr):
    global W, B
    guess = W * DATA_X + B
    W -= lr * np.mean((guess - DATA_Y) * DATA_X)
    B -= lr * np.mean(guess - DATA_Y)


for _ in range(100):
    train_step(0.1)
print(repr(W), repr(B))
