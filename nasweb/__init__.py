"""The composition root: settings, routes, processes.

Importing it loads nothing: `nasweb search` needs neither Django nor Celery.
"""
