"""The law as code: pure functions from facts to dates and answers, each with its explanation and its
source.
"""
