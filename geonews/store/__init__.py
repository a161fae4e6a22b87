"""The event store: one GeoPackage that the standard library's sqlite3 writes, or a server.

QGIS, GDAL and geopandas open the file as it is; a server is PostgreSQL with PostGIS. What a
query means is defined by `geonews.query.matching`; the store answers it from its indexes.
"""

from geonews.store.counting import CountBy
from geonews.store.eventstore import EventStore, StoreInfo
from geonews.store.loading import LoadOutcome
from geonews.store.writing import AddOutcome, AddStatus

__all__ = ["AddOutcome", "AddStatus", "CountBy", "EventStore", "LoadOutcome", "StoreInfo"]
