"""Start, serve, and end in order: what was accepted is finished before the process leaves."""

from __future__ import annotations

import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from wbcoach.batch.jobs import Jobs
from wbcoach.batch.runner import Runner
from wbcoach.errors import SettingsError
from wbcoach.faces.web.app import guarded
from wbcoach.faces.web.batches import open_how
from wbcoach.faces.web.desk import Desk
from wbcoach.faces.web.gates import is_loopback
from wbcoach.faces.web.house import House
from wbcoach.faces.web.log import Log
from wbcoach.faces.web.metrics import Metrics
from wbcoach.render.json import record

if TYPE_CHECKING:
    from wbcoach.errors import WbcoachError
    from wbcoach.settings import Settings

_SHORTEST_TOKEN = 16
_BACKLOG = 512


@dataclass(frozen=True)
class Where:
    """The address to serve at; port 0 takes a free one, which the log names."""

    host: str = "127.0.0.1"
    port: int = 8420


def run(settings: Settings, where: Where, *, log_text: bool = False) -> int:
    """Serve until a signal says to end; give the exit code.

    Raises:
        SettingsError: the address can't be had, or needs a token that isn't set.
        StoreError: there is an index that can't be read.
    """
    token = settings.token.get_secret_value() if settings.token else None
    check_token(where.host, token)
    log, metrics = Log(texts=log_text), Metrics()

    def notify(error: WbcoachError) -> None:
        metrics.troubles.labels(error.code).inc()
        log("trouble", "warning", code=error.code, message=error.message)

    bound = _bound(where)
    desk, jobs = Desk(settings, notify), Jobs(Path(settings.jobs))
    runner = Runner(jobs, lambda how, told: desk.coach(open_how(how), told), record, log.fault)
    try:
        house = House(desk, jobs, runner, log, metrics)
        config = uvicorn.Config(
            guarded(house, where.host, token),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=settings.serve.grace_s,
            timeout_keep_alive=30,
        )
        log.take_over("uvicorn.error", "asyncio")
        _leave_quietly()
        host = f"[{where.host}]" if ":" in where.host else where.host
        log("listening", url=f"http://{host}:{bound.getsockname()[1]}", token=token is not None)
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        desk.close()
        bound.close()
    log("ended")
    return 0


def check_token(host: str, token: str | None) -> None:
    """See that a server that others can reach asks for a token that can't be guessed.

    Raises:
        SettingsError: it has none, or a short one.
    """
    if token is None and not is_loopback(host):
        raise SettingsError(
            f"Serving at {host} lets other machines in, so it needs a token.",
            "Set WBCOACH_TOKEN or give --token-file, or leave out --host.",
        )
    if token is not None and (len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise SettingsError(
            f"The token is no string of {_SHORTEST_TOKEN} or more plain characters.",
            'Make one: python -c "import secrets; print(secrets.token_urlsafe())".',
        )


def _bound(where: Where) -> socket.socket:
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((where.host, where.port))
        bound.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        bound.close()
        why = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"{where.host}:{where.port} can't be served at: {why}.",
            "Choose another --port, or end what is there.",
        ) from None
    return bound


def _leave_quietly() -> None:
    """Take the signal that uvicorn raises anew once it has ended: the end was in order, so the exit code is 0."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: None)
