"""SciPy: each iteration of ``scipy.optimize.minimize`` is a step."""

from __future__ import annotations

import inspect
import sys
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np

from sgdviz.recording.hooks.objective import ObjectiveRun
from sgdviz.recording.hooks.script_frame import is_own, script_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sgdviz.recording.hooks.patches import Patches
    from sgdviz.recording.hooks.session import Session


class ScipyHooks:
    """Replaces `minimize` by one whose callback also records; other callers than scripts are left alone."""

    def __init__(self, session: Session, patches: Patches) -> None:
        self._session, self._patches = session, patches
        self._follower: Callable[[Any], None] | None = None

    @contextmanager
    def followed_by(self, follower: Callable[[Any], None]) -> Iterator[None]:
        """Let `follower` have the parameters after each iteration of a library's own call of `minimize`."""
        before, self._follower = self._follower, follower
        try:
            yield
        finally:
            self._follower = before

    def install(self) -> None:
        """Replace `minimize`; ``scipy.optimize`` has been imported."""
        from scipy import optimize

        original = optimize.minimize
        signature = inspect.signature(original)

        @wraps(original)
        def minimize(*args: Any, **named: Any) -> Any:
            caller = sys._getframe(1).f_code.co_filename  # noqa: SLF001, the only way to the caller
            take = self._follower or (self._begin(signature, args, named) if is_own(caller) else None)
            if take is None or self._session.is_quiet:
                return original(*args, **named)
            given = signature.bind(*args, **named).arguments
            return original(**given | {"callback": _also(given.get("callback"), take)})

        self._patches.replace(optimize, "minimize", minimize)

    def _begin(self, signature: inspect.Signature, args: Any, named: Any) -> Callable[[Any], None] | None:
        """Return the function that records the parameters of an iteration; None where this call is not recorded."""
        if not self._session.has_room:
            return None
        try:
            given = signature.bind(*args, **named).arguments
            run = ObjectiveRun(self._session, script_place(), given)
        except (TypeError, ValueError):  # the call itself will say what is wrong
            return None
        self._session.trainings.append(run)
        return self._session.harmless(run.add)


def _also(callback: Callable[..., Any] | None, take: Callable[[Any], None]) -> Callable[..., Any]:
    """Return a callback that gives the parameters to `take`, and then calls the script's own one in its own way."""
    if callback is not None and set(_names(callback)) == {"intermediate_result"}:

        def with_result(intermediate_result: Any) -> Any:
            take(np.array(intermediate_result.x, dtype=np.float64))
            return callback(intermediate_result=intermediate_result)

        return with_result

    def with_parameters(xk: Any, *state: Any) -> Any:
        take(np.array(xk, dtype=np.float64))
        return None if callback is None else callback(xk, *state)

    return with_parameters


def _names(callback: Callable[..., Any]) -> list[str]:
    try:
        return list(inspect.signature(callback).parameters)
    except (TypeError, ValueError):
        return []
