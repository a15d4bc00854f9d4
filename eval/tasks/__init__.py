"""The tasks, as inspect-ai runs them: `inspect eval eval/tasks/findings.py -T critic=heads` works as well as our door."""
