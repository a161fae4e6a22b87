"""Articles in, documents out: files, folders, globs and standard input.

The kind of an input is told from its content: plain text, an HTML page, JSON Lines, or JSON
(one object, several, or an array of them), each also gzipped. Reading streams, and no input
costs more than `geonews.settings.Limits` allows.
"""

from geonews.ingest.reading import InputFailure, count_inputs, read_documents

__all__ = ["InputFailure", "count_inputs", "read_documents"]
