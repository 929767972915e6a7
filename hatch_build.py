"""Compile what every character of a text passes through: the recognisers and the records, by mypyc.

Off unless asked for, since it needs a C compiler and takes a minute or two:

    HATCH_BUILD_HOOK_ENABLE_CUSTOM=true pip install .

The same modules run as plain Python otherwise, with the same results.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES: Final = ("entities/*.py", "records/*.py", "text/sentences.py", "text/tokens.py")
#: Tables that are made once and kept in `cached_property`, which a compiled class cannot have; work on whole arrays.
PLAIN: Final = frozenset({"__init__.py", "gazetteer.py", "labeller.py", "labeller_columns.py"})


class CompileHook(BuildHookInterface):
    """Adds the compiled modules beside their sources; a wheel with them belongs to one platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the tree itself is installed (editable): there the sources change."""
        self.work = ""
        if version == "editable":
            return
        from mypyc.build import mypycify  # noqa: PLC0415
        from setuptools import Distribution  # noqa: PLC0415
        from setuptools.command.build_ext import build_ext  # noqa: PLC0415

        package = Path(self.root, "src", "wenming_nlp")
        paths = sorted(str(path) for source in SOURCES for path in package.glob(source) if path.name not in PLAIN)
        self.work = mkdtemp(prefix="wenming-nlp-")
        checks = ["--config-file=", "--ignore-missing-imports", "--no-site-packages", f"--cache-dir={self.work}/cache"]
        extensions = mypycify(
            [*checks, *paths],
            opt_level="1",  # higher levels take twice as long to compile and run no faster
            debug_level="0",
            multi_file=True,
            target_dir=str(Path(self.work, "c")),
            group_name="wenming_nlp",
        )
        command = build_ext(Distribution({"name": "wenming_nlp", "ext_modules": extensions}))
        command.build_lib = str(Path(self.work, "lib"))
        command.build_temp = str(Path(self.work, "objects"))
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
        lib = Path(command.build_lib)
        build_data["force_include"].update(
            {str(path): path.relative_to(lib).as_posix() for path in lib.rglob("*.*") if path.is_file()}
        )
        build_data["infer_tag"], build_data["pure_python"] = True, False

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the working folder."""
        if self.work:
            shutil.rmtree(self.work)
