"""Hooks on libraries whose update is theirs: PyTorch, scikit-learn, Keras and SciPy, each where a script imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sgdviz.recording.hooks.imports import ImportWatcher
from sgdviz.recording.hooks.keras_fit import KerasHooks
from sgdviz.recording.hooks.patches import Patches
from sgdviz.recording.hooks.scipy_minimize import ScipyHooks
from sgdviz.recording.hooks.session import Given, Session
from sgdviz.recording.hooks.sklearn_fit import SklearnHooks
from sgdviz.recording.hooks.torch_optim import TorchHooks

if TYPE_CHECKING:
    from types import TracebackType

    from sgdviz.recording.capture.run import CapturedRun

__all__ = ["LibraryHooks"]


class LibraryHooks:
    """Records the trainings of an unmodified script that leaves its updates to a library.

    ::

        with LibraryHooks() as hooks:
            run_the_script()
        for run in hooks.runs():
            print(run.evidence)

    The script's results, its random numbers and its models are what they would be without the hooks. With `given`, only
    that model is recorded.
    """

    def __init__(self, given: Given | None = None) -> None:
        self._session = Session(given)
        self._patches = Patches()
        self._torch = TorchHooks(self._session, self._patches)
        scipy = ScipyHooks(self._session, self._patches)
        sklearn = SklearnHooks(self._session, self._patches, scipy)
        actions = {
            "torch": self._torch.install,
            "scipy.optimize": scipy.install,
            "keras": KerasHooks(self._session, self._patches).install,
            "sklearn.linear_model": sklearn.install_linear,
            "sklearn.neural_network": sklearn.install_networks,
            "sklearn.pipeline": sklearn.install_pipeline,
        }
        # An error here, as with a version of a library that has other names inside, would be that of the script.
        self._watcher = ImportWatcher({name: self._session.harmless(action) for name, action in actions.items()})

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._watcher.stop()
        self._torch.remove()
        self._patches.undo()

    def saw_pair(self, prediction: Any, target: Any) -> None:
        """Take notice of a difference ``prediction - target`` in the script's own code."""
        self._session.harmless(self._torch.saw_pair)(prediction, target)

    def runs(self) -> list[CapturedRun]:
        """Return the recorded trainings, in the order of their first steps."""
        found = [training.run() for training in self._session.trainings]
        return [run for run in found if run is not None]

    def faults(self) -> list[str]:
        """Return a sentence for each training that was found and cannot be shown."""
        return list(self._session.faults)
