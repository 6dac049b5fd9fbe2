import threading

import numpy as np

x = np.linspace(-1, 1, 12)
y = 2 * x - 1
result = {}


def train(name, rate):
    w = b = 0.0
    for _ in range(60):
        r = w * x + b - y
        w -= rate * (r * x).mean()
        b -= rate * r.mean()
    result[name] = (w, b)


workers = [threading.Thread(target=train, args=(name, rate)) for name, rate in (("slow", 0.1), ("fast", 0.5))]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(sorted(result.items()), threading.active_count())
