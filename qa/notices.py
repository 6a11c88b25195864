"""What the user should know once, told to programs as Python's warnings. Command line and page tell it themselves.

Knows the list that an archive keeps of it; writes nothing.
"""

from __future__ import annotations

import warnings

from index.stores.archive import Archive


def warn(archive: Archive) -> None:
    """Each notice of the archive as a RuntimeWarning; from one line, so that Python shows each text once a process."""
    for text in tuple(archive.notices):
        warnings.warn(text, RuntimeWarning, stacklevel=1)
