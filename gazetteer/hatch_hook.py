"""Build geonews/data whenever a wheel or an editable install is made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs gazetteer/build.py, unless its inputs are what the data there was made from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the packaged data before files are collected."""
        if self.target_name == "sdist":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from gazetteer.build import build, is_current

        if not is_current():
            self.app.display_info("geonews: building the gazetteer, about two minutes")
            build()
        build_data["artifacts"].append("/geonews/data/*")
