# Three features, plain Python, no arrays.
samples = [
    [1.0, 0.5, -1.0],
    [0.2, 1.5, 0.3],
    [-0.7, 0.1, 2.0],
    [1.8, -0.4, 0.6],
    [-1.1, -1.2, 0.4],
    [0.6, 0.9, 1.1],
]
targets = [2.5, -1.1, 1.4, 5.2, 0.7, 1.9]

weights = [0.0, 0.0, 0.0]
lr = 0.05


def dot(a, b):
    return sum(p * q for p, q in zip(a, b))


for epoch in range(30):
    for row, target in zip(samples, targets):
        prediction = dot(weights, row)
        error = prediction - target
        gradient = [error * value for value in row]
        weights = [w - lr * g for w, g in zip(weights, gradient)]

print(weights)
