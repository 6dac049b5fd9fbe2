"""The engine of a Dask cluster: its executor, with as many jobs in flight as keep its workers busy."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import sgdviz
from sgdviz.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

PATIENCE = 5.0
"""Seconds in which a scheduler answers, and has its first worker."""


@contextmanager
def cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield the executor of the Dask scheduler at `address`, and the number of jobs to have in flight.

    Raises `InputError` where the extra is missing, no scheduler answers, it has no worker, or a worker has another
    version of sgdviz.
    """
    client_of = _client_class()
    try:
        client = client_of(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        what = f"no Dask scheduler answers at {address} ({_first_line(error)})"
        raise InputError(f"{what}; start one with `dask scheduler`, and workers with `dask worker {address}`") from None
    try:
        _check_workers(client, address)
        threads = sum(client.nthreads().values())
        # Dask itself makes a job again whose worker is lost, until several are.
        yield client.get_executor(pure=False, retries=0), 2 * threads
    finally:
        client.close()


def _client_class() -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise InputError('a Dask cluster needs the extra "cluster"; type: pip install "sgdviz[cluster]"') from None
    return Client


def _check_workers(client: Any, address: str) -> None:
    """Raise `InputError` where there is no worker, or one has another version of sgdviz or none."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        what = f"the Dask scheduler at {address} has no worker"
        raise InputError(f"{what}; start some with `dask worker {address}`") from None
    for worker, version in client.run(_version, on_error="return").items():
        if version != sgdviz.__version__:
            has = f"sgdviz {version}" if isinstance(version, str) else "no sgdviz"
            raise InputError(
                f"worker {worker} has {has}, and this is {sgdviz.__version__}; install the same everywhere"
            )


def _version() -> str:
    return sgdviz.__version__


def _first_line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
