import os
import sys

print(os.path.basename(__file__), os.path.basename(sys.argv[0]), sys.argv[1:])
print(__name__, __doc__, __spec__, __package__, sys.path[0] == os.path.dirname(os.path.abspath(__file__)))
print(sys.modules["__main__"].__dict__ is globals(), os.path.samefile(sys.argv[0], __file__))
turns = int(sys.argv[sys.argv.index("--turns") + 1])
w = b = 0.0
for _ in range(turns):
    for x, y in ((0.0, 1.0), (1.0, 2.0), (2.0, 3.5)):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
print(w, b)
with open(__file__) as me:
    print(sum(1 for line in me))
