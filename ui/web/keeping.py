"""What the library page asks of the archive, and does to it. Runs on the desk's threads; knows no markup.

Adding and removing open the archive for writing, as `attribune index` does; the page goes on reading meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from evals import sample
from index import build, uploads
from index.doctor import Findings, examine
from index.errors import Rejected
from index.stores.archive import Archive
from index.types import ArticleKey, Progress, silent
from index.uploads import Outcome, Upload
from ui.web.shelves import PAGE, Overview, Table

NAMES = 24
MOST_FILES = 200
"""Files of one upload."""


def look(archive: Archive, search: str, skip: int) -> tuple[Overview, Table]:
    """What the archive holds, and the part of its list that is asked for, in one snapshot."""
    database = archive.database
    with database.snapshot():
        articles, passages = database.counts()
        names = [(name.form, count) for name, count in database.top_names(NAMES)]
        overview = Overview(articles, passages, database.published(), database.by_outlet(), database.by_month(), names)
        total = database.listed(search)
        skip = min(max(0, skip), max(0, (total - 1) // PAGE * PAGE))
        return overview, Table(search, total, skip, database.listing(search, skip=skip, most=PAGE))


def received(files: Sequence[tuple[str, str]]) -> list[Upload]:
    """Uploads (path, name) as the page reports them. Raises Rejected where one did not come through this server.

    A path is foreign data: only a regular file in the temporary folder of this process is one of ours.
    """
    folder = Path(os.environ["GRADIO_TEMP_DIR"]).resolve()
    if not files:
        raise Rejected("upload", "no file was chosen", "choose one")
    found = []
    for path, name in files[:MOST_FILES]:
        place = Path(path)
        if place.is_symlink() or not place.resolve().is_relative_to(folder) or not place.is_file():
            raise Rejected(name, "it did not arrive whole", "upload it again")
        found.append(Upload(place, name))
    return found


def add(folder: Path, files: Sequence[Upload], progress: Progress = silent) -> tuple[Outcome, ...]:
    """Keep and index uploads; they are gone from the temporary folder either way. Raises ArchiveUnusable."""
    try:
        with Archive.write(folder) as archive:
            return uploads.add(archive, files, progress)
    finally:
        for file in files:
            file.path.unlink(missing_ok=True)


def add_samples(folder: Path, progress: Progress = silent) -> tuple[Outcome, ...]:
    """Index the bundled sample articles."""
    with Archive.write(folder) as archive:
        report = build.index(archive, [Path(str(sample.__file__)).parent / "articles"], progress=progress)
    return (Outcome("Sample articles", report.added, report.updated, report.unchanged),)


def remove(folder: Path, key: ArticleKey) -> bool:
    """Take an article out of the archive; whether it was there. Raises ArchiveUnusable."""
    with Archive.write(folder) as archive:
        return bool(uploads.remove(archive, [key]))


def looked_after(folder: Path) -> Findings:
    """What is wrong with the archive. Raises ArchiveUnusable."""
    return examine(folder)
