"""A typed client of `wbcoach serve`, held in step with the server's OpenAPI document by a test.

with Client(token="...") as coach:
    critique = coach.critique("Today, ...", evidence=[{"id": "I-7", "text": "..."}])
"""

from wbcoach.client.calls import OPERATIONS, Client
from wbcoach.client.events import Event, Withdrawn

__all__ = ["OPERATIONS", "Client", "Event", "Withdrawn"]
