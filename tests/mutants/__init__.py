"""How much of the core the tests notice: random changes of it, each run against the tests that reach the changed line.

A tool of our own, for `make mutants`. mutmut and cosmic-ray change every line of what they are given and run for hours
here; neither draws a sample spread over modules, chooses tests by line inside programs that tests start, or takes away
equivalent mutants by hand. What is left to write is small.
"""
