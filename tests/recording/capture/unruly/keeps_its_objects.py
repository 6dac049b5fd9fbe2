import gc
import sys
import weakref


class Gradient:
    alive = 0

    def __init__(self, value):
        self.value = value
        Gradient.alive += 1

    def __del__(self):
        Gradient.alive -= 1


w = b = 0.0
most = 0
for _ in range(30):
    for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 3.0)):
        gradient = Gradient(w * x + b - y)
        w -= 0.1 * gradient.value * x
        b -= 0.1 * gradient.value
        most = max(most, Gradient.alive)
last = weakref.ref(gradient)
print(most, Gradient.alive, sys.getrefcount(gradient))
del gradient
gc.collect()
print(Gradient.alive, last(), w, b)
