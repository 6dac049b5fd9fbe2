"""A neuron trained by reverse-mode differentiation of single numbers."""


class Node:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self._parents = parents  # pairs of a node and the local derivative

    def __add__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data * other.data, ((self, other.data), (other, self.data)))

    def __sub__(self, other):
        return self + other * -1 if isinstance(other, Node) else self + -other

    __radd__, __rmul__ = __add__, __mul__

    def backward(self, upstream=1.0):
        self.grad += upstream
        for parent, local in self._parents:
            parent.backward(upstream * local)


class Neuron:
    def __init__(self):
        self.w, self.b = Node(0.1), Node(0.0)

    def __call__(self, x):
        return self.w * x + self.b

    def parameters(self):
        return [self.w, self.b]


xs = [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0]
ys = [-5.2, -2.9, -1.1, 1.2, 2.8, 5.1]
model = Neuron()
for step in range(25):
    predictions = [model(x) for x in xs]
    errors = [p - y for p, y in zip(predictions, ys)]
    loss = sum(e * e for e in errors)
    for p in model.parameters():
        p.grad = 0.0
    loss.backward()
    for p in model.parameters():
        p.data -= 0.01 * p.grad
    if step % 5 == 0:
        print(step, loss.data)
print([p.data for p in model.parameters()])
