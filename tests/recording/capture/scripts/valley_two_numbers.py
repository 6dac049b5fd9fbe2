import numpy as np


def bowl(p):
    return p[0] ** 2 / 8 + p[1] ** 2


def measured_slope(function, p, nudge=1e-5):
    slope = np.empty_like(p)
    for k in range(len(p)):
        away = np.zeros_like(p)
        away[k] = nudge
        slope[k] = (function(p + away) - function(p - away)) / (2 * nudge)
    return slope


def roll(function, start, lr=0.3, steps=35):
    p = np.array(start)
    track = []
    for _ in range(steps):
        track.append(p.copy())
        p -= lr * measured_slope(function, p)
    return p, np.array(track)


p, track = roll(bowl, [-6.0, 2.0])
print(track.shape, bowl(p))
print(repr(p))
