import numpy as np

x = np.linspace(-1, 1, 8)
y = 3 * x - 1
theta = np.zeros(2)
w, b = theta[:1], theta[1:]
history = []
for _ in range(25):
    r = w * x + b - y
    w -= 0.3 * (r * x).mean()
    b -= 0.3 * r.mean()
    history.append(theta)
    x.flags.writeable = False
print(theta.tolist(), all(kept is theta for kept in history), w.base is theta)
print(history[0].tolist() == history[-1].tolist(), x.flags.writeable)
