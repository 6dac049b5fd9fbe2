import math

hours = [0.5, 0.8, 1.2, 1.5, 1.9, 2.1, 2.4, 2.9, 3.3, 3.8, 4.1, 4.6]
passed = [0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


w = 0.0
b = 0.0
for epoch in range(30):
    for i, hour in enumerate(hours):
        p = sigmoid(w * hour + b)
        w += 0.1 * (passed[i] - p) * hour
        b += 0.1 * (passed[i] - p)
print(w, b)
