"""Questions made from an archive: examples for somebody who does not know what to ask.

Each is made from a name that several sentences tell of, so that it can be answered. Knows names; nothing about pages.
"""

from __future__ import annotations

from index.stores.archive import Archive


def suggestions(archive: Archive, k: int) -> tuple[str, ...]:
    """Up to k questions about what the archive's articles name most, people first."""
    top = [name for name, _ in archive.database.top_names(60) if len(name.form) > 3]
    people = [n.form for n in top if n.kind == "person" and " " in n.form]
    others = [n.form for n in top if n.kind in ("place", "body")]
    made: list[str] = []
    if people:
        made.append(f"What did {people[0]} say?")
    if others:
        made.append(f"What is the latest on {others[0]}?")
    if len(people) > 1:
        made.append(f"Who is {people[1]}?")
    made += [f"Tell me about {form}." for form in (*others[1:], *people[2:])]
    return tuple(made[:k])
