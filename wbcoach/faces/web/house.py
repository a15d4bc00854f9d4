"""What all paths share: the coach at its desk, the batches, the log, the counters."""

from dataclasses import dataclass

from starlette.requests import Request

from wbcoach.batch.jobs import Jobs
from wbcoach.batch.runner import Runner
from wbcoach.faces.web.desk import Desk
from wbcoach.faces.web.log import Log
from wbcoach.faces.web.metrics import Metrics


@dataclass
class House:
    """The parts of one server; `ready` is set once a first critique was made."""

    desk: Desk
    jobs: Jobs
    runner: Runner
    log: Log
    metrics: Metrics
    ready: bool = False


def house_of(request: Request) -> House:
    """Give the parts of the server that a request came to."""
    house: House = request.app.state.house
    return house
