"""Whose turn it is: whoever has been shown least comes first, and a draw of the day decides ties.

Nothing here knows a database: the simulation and the worker run the same lines.
"""
