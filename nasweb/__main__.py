"""`python -m nasweb`: the `nasweb` command where it is not installed."""

import sys

from nasweb.cli import main

sys.exit(main())
