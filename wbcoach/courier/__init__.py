"""A process of its own that makes the calls of a batch: what is in flight when the batch is killed comes, and is kept."""
