import inspect
import linecache


def train(pairs):
    w = b = 0.0
    for x, y in pairs:
        miss = w * x + b - y  # the residual
        w -= 0.1 * miss * x
        b -= 0.1 * miss
    return w, b


print(train([(0.0, 1.0), (1.0, 2.0)] * 20))
print(inspect.getsource(train))
print(inspect.getsourcelines(train)[1], linecache.getline(__file__, 8).strip())
code = train.__code__
print(code.co_name, code.co_firstlineno, code.co_argcount, code.co_filename == __file__)
print(inspect.signature(train), inspect.currentframe().f_lineno)
