"""Desired × remote × base → plan: fingerprints, the decision table, safety limits. Pure."""
