import os
import sys

w = b = 0.0
for _ in range(25):
    for x, y in ((0.0, 2.0), (1.0, 1.0), (2.0, 0.5)):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
sys.stdout.flush()
child = os.fork()
if child == 0:
    print("child", w, b, flush=True)
    os._exit(7)
_, status = os.waitpid(child, 0)
print("parent", w, b, os.waitstatus_to_exitcode(status))
