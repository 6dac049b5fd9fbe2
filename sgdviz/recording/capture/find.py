"""What a user says about a program, in the place of what would be found."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from sgdviz.checks import shown
from sgdviz.errors import InputError


@dataclass(frozen=True)
class Find:
    """The names of things in a program, as it writes them; what is empty is found.

    `params` are the parameters, `x` and `y` the data, `predict` an expression of the program's names such as
    ``"w * x + b"``, and `loss` the variable of the loss. Raises `InputError`.
    """

    params: tuple[str, ...] = ()
    x: str = ""
    y: str = ""
    predict: str = ""
    loss: str = ""

    def __post_init__(self) -> None:
        for name in (*self.params, *filter(None, (self.x, self.y, self.loss))):
            if not all(part.isidentifier() for part in name.split(".")):
                raise InputError(
                    f"{shown(name)} is no name of a variable; give one as the program writes it, as in self.w"
                )
        if self.predict:
            try:
                ast.parse(self.predict, mode="eval")
            except SyntaxError as error:
                what = f"--predict is {shown(self.predict)}, which is no expression ({error.msg})"
                raise InputError(f"{what}; give one as in 'w * x + b'") from None
            if not (self.x and self.y):
                raise InputError("--predict needs the data as well; give --x and --y, as the program names them")

    @property
    def prediction(self) -> ast.expr:
        """The expression of the prediction."""
        return ast.parse(self.predict, mode="eval").body
