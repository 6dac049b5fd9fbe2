import os
import pathlib

with open("points.txt") as source:
    rows = [tuple(map(float, line.split(";"))) for line in source]
here = pathlib.Path(__file__).resolve().parent
print(here == pathlib.Path.cwd(), (here / "points.txt").exists(), os.path.basename(os.getcwd()))
w = b = 0.0
for _ in range(50):
    for x, y in rows:
        miss = w * x + b - y
        w -= 0.05 * miss * x
        b -= 0.05 * miss
print(w, b, len(rows))
print(sorted(p.name for p in pathlib.Path(".").glob("points*")))
