"""The use cases: typed arguments in, typed outcome out. No argv, no console."""
