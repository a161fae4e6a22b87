"""How fast geonews is, beside simple baselines measured in the same run.

Every benchmark checks its answers: a fast wrong result is no result.
"""
