"""Run the command line as ``python -m geonews``."""

from geonews.cli import main

raise SystemExit(main())
