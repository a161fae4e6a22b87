"""Every exception that geonews raises on purpose.

::

    GeonewsError
    ├── UsageError (ValueError)          an argument, option or name that cannot be used
    │   ├── UnknownPlaceError (LookupError)      no gazetteer entry of that name or id
    │   └── MissingExtraError (ImportError)      an optional dependency is not installed
    ├── InputError (ValueError)          an article that cannot be read
    │   ├── EmptyInputError              nothing to read in it
    │   ├── GazetteerImportError         a file of places or names that cannot be imported
    │   ├── InputTooLargeError           over a limit of `geonews.settings.Limits`
    │   ├── UndecodableInputError        binary, or in no encoding that we know
    │   └── UnsupportedInputError        a kind that no reader is for
    ├── DataError (RuntimeError)         packaged data missing, damaged or of another version
    └── StoreError (OSError)             an event store that cannot be opened, read or written

A message names the value, what is accepted, and what to do, on one line. A place that
cannot be resolved is not an error: it is a `geonews.model.Resolution` with reasons.
"""

from __future__ import annotations


class GeonewsError(Exception):
    """Base of every exception that geonews raises on purpose."""


class UsageError(GeonewsError, ValueError):
    """An argument, option or name that cannot be used."""


class UnknownPlaceError(UsageError, LookupError):
    """No gazetteer entry carries that name or id."""


class MissingExtraError(UsageError, ImportError):
    """An optional dependency that the call needs is not installed."""


class InputError(GeonewsError, ValueError):
    """An article, or a file of articles, that cannot be read."""


class EmptyInputError(InputError):
    """The input holds nothing to read."""


class GazetteerImportError(InputError):
    """A file of places or names that cannot be imported; the message begins ``FILE:LINE:``."""


class InputTooLargeError(InputError):
    """The input is over one of the limits in `geonews.settings.Limits`."""


class UndecodableInputError(InputError):
    """The input is binary, or in no text encoding that is recognised."""


class UnsupportedInputError(InputError):
    """The input is of a kind that no reader is for."""


class DataError(GeonewsError, RuntimeError):
    """The packaged data is missing, damaged, or of another version."""


class StoreError(GeonewsError, OSError):
    """An event store that cannot be opened, read or written."""
