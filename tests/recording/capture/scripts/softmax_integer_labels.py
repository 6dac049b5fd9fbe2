import numpy as np

gen = np.random.RandomState(1)
species = gen.permutation(np.repeat([0, 1, 2], 18))
petal = np.array([[1.4, 0.2], [4.3, 1.3], [5.6, 2.0]])[species] + gen.normal(0, 0.25, (54, 2))
petal -= petal.mean(axis=0)

n = len(petal)
rows = range(n)
W = 0.01 * gen.standard_normal((2, 3))
b = np.zeros((1, 3))
for turn in range(80):
    raised = np.exp(petal @ W + b)
    probs = raised / raised.sum(axis=1, keepdims=True)
    if turn % 20 == 0:
        print("turn %d: loss %r" % (turn, float(-np.log(probs[rows, species]).mean())))
    push = probs
    push[rows, species] -= 1
    push /= n
    W -= 0.8 * (petal.T @ push + 0.001 * W)
    b -= 0.8 * push.sum(axis=0, keepdims=True)
print(repr(W), repr(b))
