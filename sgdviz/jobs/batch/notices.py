"""The warnings while a job is made, gathered for each thread: several jobs may be made at once in one process."""

from __future__ import annotations

import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sgdviz.errors import DataWarning, MissingCharacterWarning

if TYPE_CHECKING:
    from collections.abc import Iterator

_OWN = (DataWarning, MissingCharacterWarning, RuntimeWarning)
_lock = threading.Lock()
_logs: dict[int, list[str]] = {}
_before: list[Any] = []


@contextmanager
def gathered() -> Iterator[list[str]]:
    """Yield a list that gets the text of each warning that this thread causes in the block.

    The filters and the function of the module `warnings`, which all threads share, are restored by the last block.
    """
    log: list[str] = []
    with _lock:
        if not _logs:
            caught = warnings.catch_warnings()
            caught.__enter__()
            _before[:] = [caught, warnings.showwarning]
            for own in _OWN:
                warnings.simplefilter("always", own)
            warnings.showwarning = _show
        _logs[threading.get_ident()] = log
    try:
        yield log
    finally:
        with _lock:
            del _logs[threading.get_ident()]
            if not _logs:
                _before[0].__exit__(None, None, None)


def _show(message: Warning | str, category: type[Warning], *others: Any, **named: Any) -> None:
    log = _logs.get(threading.get_ident())
    if log is not None and issubclass(category, _OWN):
        text = " ".join(str(message).split())
        if text not in log:
            log.append(text)
    else:
        _before[1](message, category, *others, **named)
