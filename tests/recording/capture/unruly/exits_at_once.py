import os
import sys

xs, ys = [0.0, 1.0, 2.0, 3.0], [0.5, 1.0, 1.5, 2.0]
w = b = 0.0
for epoch in range(40):
    for x, y in zip(xs, ys):
        miss = w * x + b - y
        w -= 0.05 * miss * x
        b -= 0.05 * miss
print("gone", w, b)
sys.stdout.flush()
os._exit(4)
