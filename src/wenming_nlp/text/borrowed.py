"""Load what we need of another package without what it does to the process.

- A *copy* of jieba: the public package is shared, so another library's `del_word` reaches every tokenizer of the
  process through `finalseg.Force_Split_Words`, and importing it hangs a handler for debug messages on stderr.
- A *part* of snownlp: importing any module of it loads every model that it has, 3 s and 400 MB.
"""

from __future__ import annotations

import sys
import warnings
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from types import ModuleType

from wenming_nlp.errors import ResourceError

__all__ = ["copy_package", "load_part"]


def _spec_of(package: str) -> tuple[str, list[str]]:
    """Return where a package is installed: its __init__ file, its folders."""
    spec = find_spec(package)
    if spec is None or spec.origin is None or spec.submodule_search_locations is None:
        raise ResourceError(f"expected the package {package} to be installed, found none")
    return spec.origin, list(spec.submodule_search_locations)


@cache
def copy_package(package: str) -> ModuleType:
    """Return a copy of a package that nobody else holds; its modules, too, are its own.

    Raises
    ------
    ResourceError
        If the package is not installed.
    """
    origin, folders = _spec_of(package)
    name = f"{__package__}._{package}"
    spec = spec_from_file_location(name, origin, submodule_search_locations=folders)
    if spec is None or spec.loader is None:
        raise ResourceError(f"{origin}: expected a package that can be loaded")
    module = module_from_spec(spec)
    sys.modules[name] = module
    with warnings.catch_warnings():
        # jieba 0.42.1 has invalid escapes in its regular expressions and asks for pkg_resources.
        warnings.simplefilter("ignore")
        spec.loader.exec_module(module)
    return module


@cache
def load_part(package: str, part: str) -> ModuleType:
    """Return one module of a package, loaded without the package's own __init__.

    Raises
    ------
    ResourceError
        If the package is not installed.
    """
    _, folders = _spec_of(package)
    name = f"{__package__}._{package}"
    if name not in sys.modules:
        shell = ModuleType(name)
        shell.__path__ = folders
        sys.modules[name] = shell
    return import_module(f"{name}.{part}")
