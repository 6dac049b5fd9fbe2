"""The warnings while jobs are made."""

from __future__ import annotations

import threading
import warnings

from sgdviz.errors import DataWarning
from sgdviz.jobs.batch.notices import gathered


def test_each_thread_has_its_own_warnings() -> None:
    """Two threads at once have each their own, and the functions of the module are as before in the end."""
    before = warnings.showwarning, list(warnings.filters)
    logs: dict[str, list[str]] = {}
    both = threading.Barrier(2, timeout=10)

    def work(name: str) -> None:
        with gathered() as log:
            both.wait()
            warnings.warn(f"of {name}", DataWarning, stacklevel=1)
            warnings.warn(f"of {name}", DataWarning, stacklevel=1)
            both.wait()
        logs[name] = log

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert logs == {"a": ["of a"], "b": ["of b"]}
    assert (warnings.showwarning, list(warnings.filters)) == before
