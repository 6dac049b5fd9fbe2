import os
import sys
import tempfile

sys.stdout.write("start\n")
w = b = 0.0
with tempfile.TemporaryDirectory() as folder:
    before = os.getcwd()
    os.chdir(folder)
    sys.path.insert(0, folder)
    with open("late_module.py", "w") as file:
        file.write("def rate():\n    return 0.1\n")
    import late_module

    for _ in range(20):
        for x, y in ((0.0, 1.0), (1.0, 2.0)):
            miss = w * x + b - y
            w -= late_module.rate() * miss * x
            b -= late_module.rate() * miss
    os.chdir(before)
print(w, b, late_module.__name__, os.path.basename(late_module.__file__))
