"""The tables of an event store, as a list of migrations; the last one's number is its version.

A migration that has been released is never edited: a change is a new one at the end.
"""

from __future__ import annotations

import sqlite3

from geonews.store import geopackage

__all__ = ["MIGRATIONS", "NARROW", "SCHEMA_VERSION", "install", "version_of"]

NARROW = "events_narrow"
"""Index that holds what conditions ask about."""

_FIRST = (
    *geopackage.CORE_TABLES,
    """
    CREATE TABLE schema_version (
      version INTEGER PRIMARY KEY NOT NULL,
      applied DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
    )
    """,
    # The properties of contract's GeoJSON, lists as JSON; all is derived from `reports`.
    """
    CREATE TABLE events (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      geom POINT,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      mode TEXT,
      modality TEXT NOT NULL,
      title TEXT NOT NULL,
      summary TEXT NOT NULL,
      place_ar TEXT NOT NULL,
      place_en TEXT NOT NULL,
      place_id TEXT,
      country TEXT NOT NULL,
      where_precision MEDIUMINT,
      extent_km DOUBLE NOT NULL,
      "from" DATE,
      "to" DATE,
      time_precision TEXT,
      confidence DOUBLE NOT NULL,
      main BOOLEAN NOT NULL,
      territories TEXT NOT NULL,
      actors TEXT NOT NULL,
      tolls TEXT NOT NULL,
      disagreements TEXT NOT NULL,
      sources TEXT NOT NULL
    )
    """,
    'CREATE INDEX events_by_day ON events (coalesce("from", "to") DESC, id)',
    "CREATE INDEX events_by_place ON events (place_id)",
    "CREATE INDEX events_by_country ON events (country)",
    # Every form of every word is worked out before it gets here, so the tokenizer has only
    # to split at spaces: `ascii` takes all letters beyond ASCII as they are.
    "CREATE VIRTUAL TABLE event_words USING fts5(words, tokenize = 'ascii', detail = none)",
    """
    CREATE TABLE provenance (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      versions TEXT NOT NULL UNIQUE
    )
    """,
    """
    CREATE TABLE documents (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      url TEXT NOT NULL,
      source TEXT NOT NULL,
      published DATE,
      digest TEXT NOT NULL,
      analysis TEXT NOT NULL,
      provenance INTEGER NOT NULL REFERENCES provenance(fid),
      sketch INTEGER,
      original TEXT
    )
    """,
    # Where documents that are one text meet: bands of their sketches (geonews.events.copies).
    # A thousand reprints of one text have one sketch.
    """
    CREATE TABLE sketches (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      sketch BLOB NOT NULL UNIQUE
    )
    """,
    """
    CREATE TABLE bands (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      band TEXT NOT NULL,
      sketch INTEGER NOT NULL REFERENCES sketches(fid)
    )
    """,
    "CREATE INDEX bands_by_band ON bands (band)",
    "CREATE INDEX documents_by_sketch ON documents (sketch, published, id)",
    "CREATE INDEX documents_by_original ON documents (original) WHERE original IS NOT NULL",
    """
    CREATE TABLE mentions (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
      "start" INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      surface TEXT NOT NULL,
      "use" TEXT NOT NULL,
      place_id TEXT,
      score DOUBLE NOT NULL
    )
    """,
    "CREATE INDEX mentions_by_document ON mentions (document_id)",
    "CREATE INDEX mentions_by_place ON mentions (place_id)",
    # `report` is the event as this document alone tells it, `id` that event's own id, and
    # `event_id` the happening it was joined into. `follows` is the report of an original that
    # a copy repeats. `day` is where a report is known to one, `first` and `last` bound the
    # rest; all are null where nothing can join it. `apart` is set for what was split by hand.
    """
    CREATE TABLE reports (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      id TEXT NOT NULL,
      event_id TEXT NOT NULL REFERENCES events(id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
      document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
      follows TEXT,
      day DATE,
      "first" DATE,
      "last" DATE,
      apart BOOLEAN NOT NULL,
      report TEXT NOT NULL,
      UNIQUE (id, document_id)
    )
    """,
    "CREATE INDEX reports_by_event ON reports (event_id)",
    "CREATE INDEX reports_by_document ON reports (document_id)",
    "CREATE INDEX reports_by_day ON reports (day) WHERE day IS NOT NULL",
    'CREATE INDEX reports_by_window ON reports ("first", "last") WHERE day IS NULL',
    "CREATE INDEX reports_by_original ON reports (follows) WHERE follows IS NOT NULL",
    # Days whose reports are to be joined anew.
    """
    CREATE TABLE unmerged (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      day DATE NOT NULL UNIQUE
    )
    """,
    *geopackage.layer_registration("events", geometry="geom", description="Events in the news"),
    *(
        geopackage.attributes_registration(table, description=description)
        for table, description in (
            ("documents", "Articles the events were read from"),
            ("mentions", "Place names in the articles"),
            ("sketches", "What tells articles that are one text"),
            ("bands", "Where articles that are one text meet"),
            ("reports", "What each article says of each event"),
            ("unmerged", "Days whose reports are to be joined anew"),
            ("provenance", "Versions of what read the articles"),
            ("schema_version", "Version of these tables"),
        )
    ),
    *geopackage.rtree_statements("events", geometry="geom", key="fid"),
)

_SECOND = (
    # All that is asked of an event before it is known to be an answer, in the order of the
    # rows: a sixth of a row's width, and read instead of it. Adding to its end costs nothing.
    f"""
    CREATE INDEX {NARROW} ON events (
      fid, "from", "to", type, country, place_id, modality, confidence, where_precision,
      extent_km, id, geom
    )
    """,
    # Words are gathered in memory up to this many bytes before they are written in order.
    "INSERT INTO event_words (event_words, rank) VALUES ('hashsize', 16777216)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)
SCHEMA_VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int | None:
    """Return the version of a store's tables: 0 for an empty file, None for another's file."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return 0
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    known = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
    ).fetchone()
    if application != geopackage.APPLICATION_ID or not known:
        return None
    (version,) = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    return None if version is None else int(version)


def install(connection: sqlite3.Connection, *, version: int) -> None:
    """Bring a file from `version` to `SCHEMA_VERSION`, inside the caller's transaction."""
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", (number,))
    connection.execute(f"PRAGMA application_id = {geopackage.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {geopackage.USER_VERSION}")
