"""Many statements: a backlog in, one durable line a row out, and a second start that goes on where the first ended."""

from wbcoach.batch.backlog import Backlog
from wbcoach.batch.columns import Columns
from wbcoach.batch.engine import Ended, Engine, Progress
from wbcoach.batch.ledger import Ledger
from wbcoach.batch.row import Row
from wbcoach.batch.troubles import Troubles

__all__ = ["Backlog", "Columns", "Ended", "Engine", "Ledger", "Progress", "Row", "Troubles"]
