import numpy as np

x = np.array([0.1, 0.4, 0.5, 0.9, 1.2, 1.6, 1.9])
t = np.array([1.9, 2.6, 2.9, 3.6, 4.3, 5.3, 5.8])

k, d = 0.0, 0.0
count = 0
previous = None
while True:
    out = k * x + d
    cost = ((out - t) ** 2).mean()
    if previous is not None and abs(previous - cost) < 1e-4:
        break
    previous = cost
    k -= 0.1 * 2 * ((out - t) * x).mean()
    d -= 0.1 * 2 * (out - t).mean()
    count += 1
print("stopped after", count, "steps, cost", cost)
print(repr(k), repr(d))
