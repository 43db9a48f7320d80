"""The composition root: settings, routes, processes.

Importing it loads nothing: `nasweb search` needs neither Django nor Celery.
"""

__version__ = "0.1.0"
