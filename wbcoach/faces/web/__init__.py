"""`wbcoach serve`: the coach over HTTP, with bounds on who asks, how much, how often and how long."""
