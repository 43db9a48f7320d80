"""Files that hold Python and TypeScript to the same answers.

Python writes them (`python -m tests.conformance`), pytest refuses stale ones, Vitest reads them.
"""
