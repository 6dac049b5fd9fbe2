# -*- coding: latin-1 -*-
größe = [1.0, 2.0, 3.0]
maß = [2.0, 4.1, 6.2]
w = b = 0.0
for _ in range(40):
    for x, y in zip(größe, maß):
        fehler = w * x + b - y
        w -= 0.05 * fehler * x
        b -= 0.05 * fehler
print(ascii("für"), len("äöü"), w, b)
