import os
import signal

stopped = False


def stop(number, frame):
    global stopped
    stopped = True
    print("signal", signal.Signals(number).name, frame.f_code.co_name, flush=True)


signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
w = b = 0.0
turn = 0
while not stopped:
    for x, y in ((0.0, 1.0), (1.0, 2.0)):
        miss = w * x + b - y
        w -= 0.1 * miss * x
        b -= 0.1 * miss
    turn += 1
    if turn == 25:
        os.kill(os.getpid(), signal.SIGINT)
print(turn, w, b)
