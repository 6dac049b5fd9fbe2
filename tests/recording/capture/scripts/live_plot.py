import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(40)
x = rng.uniform(0, 1, 20)
y = 2 * x + 0.5 + rng.normal(0, 0.05, 20)

w, b = 0.0, 0.0
plt.ion()
for i in range(30):
    y_line = w * x + b
    error = y_line - y
    w -= 0.4 * np.mean(error * x) * 2
    b -= 0.4 * np.mean(error) * 2
    if i % 10 == 0:
        plt.clf()
        plt.scatter(x, y)
        plt.plot(x, y_line, "r")
        plt.pause(0.01)
plt.ioff()
plt.show()
print(repr(w), repr(b))
