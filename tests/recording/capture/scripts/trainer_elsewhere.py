import numpy as np
from neighbour import Trainer

x = np.linspace(0, 2, 18)
y = 0.5 + 1.5 * x + 0.05 * np.cos(9 * x)
trainer = Trainer(step=0.2)
trainer.run(x, y, turns=45)
print(repr(trainer.gain), repr(trainer.offset))
