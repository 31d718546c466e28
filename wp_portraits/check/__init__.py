"""Rules beyond shape: what a draft may get wrong although each of its parts is well formed. Pure, and never raises.

Nothing is imported here: a check that remembers its findings needs no rule.
"""
