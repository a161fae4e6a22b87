"""Make a gazetteer file of GeoNames' dump, Natural Earth's layers and tables of one's own.

`files` opens a file within bounds, `kinds` tells what it is, `geonames`, `naturalearth` and
`table` read its rows into `records`, `doubts` says what in one's own tables is probably a slip,
`writer` writes the records, `working` is the file that is written to, and `importer` knows the
order.
"""

from geonews.gazetteer.imports.importer import import_gazetteer
from geonews.gazetteer.imports.kinds import AUTO, KINDS
from geonews.gazetteer.imports.report import ImportReport, SourceReport

__all__ = ["AUTO", "KINDS", "ImportReport", "SourceReport", "import_gazetteer"]
