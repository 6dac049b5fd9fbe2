"""``python -m sgdviz``."""

import sys

from sgdviz.cli import main

sys.exit(main())
