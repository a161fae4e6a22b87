"""Open a file of places: plain or in a ZIP archive, bounded, told by its first bytes.

Names inside an archive are compared and shown, and never become paths.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

from geonews.errors import GazetteerImportError, UndecodableInputError
from geonews.gazetteer.imports.records import Row
from geonews.settings import DEFAULT_LIMITS, Limits
from geonews.text.encoding import BYTE_ORDER_MARKS, decode

__all__ = ["LAYERS", "Source", "digest"]

LAYERS = (".shp", ".gpkg", ".geojson")
"""How the files of polygons and points end that are looked for in an archive."""

_CHUNK = 1 << 20
_HEAD = 64 * 1024
_BOMB_FROM = 1 << 20  # less than this is no bomb, however well it packs
_NOT_TABLES = ("readme.txt", "iso-languagecodes.txt")
_ZIP_MAGIC, _GZIP_MAGIC = b"PK\x03\x04", b"\x1f\x8b"
_WIDE_MARKS = tuple(mark for mark, encoding in BYTE_ORDER_MARKS if encoding != "utf-8-sig")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _raw(member: IO[bytes]) -> io.RawIOBase:
    """Return a member of an archive as what a buffer reads from, which it is in all but name."""
    return cast("io.RawIOBase", member)


class Source:
    """A file to import.

    Parameters
    ----------
    path
        The file.
    limits
        What it may cost.

    Raises
    ------
    geonews.errors.GazetteerImportError
        It is not there, is a damaged archive, or one that unpacks to too much.
    """

    def __init__(self, path: Path, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self.path = path
        self._limits = limits
        if not path.is_file():
            raise GazetteerImportError(f"{path}: is no file that is there: check the name")
        with path.open("rb") as handle:
            self.is_archive = handle.read(len(_ZIP_MAGIC)) == _ZIP_MAGIC
        self.members = self._members() if self.is_archive else []
        self._table = "" if not self.is_archive else self._table_member()
        self._recoded: bytes | None = None

    def __str__(self) -> str:
        return str(self.path)

    @property
    def size(self) -> int:
        """Bytes, unpacked, of the table in it, or of the file."""
        if self._recoded is not None:
            return len(self._recoded)
        if self._table:
            return next(info.file_size for info in self.members if info.filename == self._table)
        return self.path.stat().st_size

    def head(self) -> bytes:
        """Return the beginning of the table, or of the file, of UTF-16 and UTF-32 as UTF-8."""
        if self.is_archive and not self._table:
            return b""
        with self.open() as handle, self.damage(1):
            head = handle.read(_HEAD)
        if self._recoded is not None or not head.startswith(_WIDE_MARKS):
            return head
        self._recode()
        with self.open() as handle:
            return handle.read(_HEAD)

    def check_table(self) -> None:
        """Raise `GazetteerImportError` where it is packed so that no table can be read of it."""
        if self.is_archive and not self._table:
            names = [info.filename for info in self.members]
            said = (
                "is a spreadsheet: save it as CSV"
                if any(name.startswith("xl/") or name == "content.xml" for name in names)
                else f"the archive holds no table, .txt, .csv or .tsv ({', '.join(names[:3])})"
            )
            raise GazetteerImportError(f"{self.path}:1: {said}")
        if self.head().startswith(_GZIP_MAGIC):
            raise GazetteerImportError(f"{self.path}:1: is gzipped: unpack it, or pack it as .zip")

    def recode(self) -> None:
        """Give the table as UTF-8 from now on, where it is UTF-16 with its mark or windows-1256.

        What is in UTF-8 is not held in memory. What is in none is left as it is: its rows are
        refused one by one.

        Raises
        ------
        geonews.errors.GazetteerImportError
            It holds no table, begins with a byte order mark that it is not true to, or is too
            large to recode.
        """
        self.check_table()
        if self._recoded is None and not self._is_utf8():
            self._recode()

    def _recode(self) -> None:
        if self.size > self._limits.input_bytes:
            raise GazetteerImportError(
                f"{self.path}:1: is not UTF-8, and holds more than {self._limits.input_bytes:,} "
                "bytes, the most that is recoded: save it as UTF-8"
            )
        with self.open() as handle, self.damage(1):
            content = handle.read()
        try:
            # What spreadsheets save; of a few names alone it could not be told from others.
            self._recoded = decode(content, declared="windows-1256").encode()
        except UndecodableInputError as error:
            if content.startswith(_WIDE_MARKS):
                raise GazetteerImportError(f"{self.path}:1: {error}") from error

    def _is_utf8(self) -> bool:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            with self.open() as handle, self.damage(1):
                while chunk := handle.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the table in it for reading."""
        if self._recoded is not None:
            yield io.BytesIO(self._recoded)
            return
        if not self._table:
            with self.path.open("rb") as handle:
                yield handle
            return
        with ExitStack() as stack:
            with self.damage(1):
                archive = stack.enter_context(zipfile.ZipFile(self.path))
                member = stack.enter_context(archive.open(self._table))
            # It finds its own lines slowly; the buffer's are C's.
            buffered = io.BufferedReader(_raw(member), _CHUNK)
            yield cast("IO[bytes]", buffered)

    def rows(self, *, line: int = 0, offset: int = 0) -> Iterator[Row]:
        """Yield the lines as bytes without their ends, None for one that is too long.

        Parameters
        ----------
        line, offset
            The last line that is done, and the bytes up to its end.

        Raises
        ------
        geonews.errors.GazetteerImportError
            The archive is damaged further on; the message names the line.
        """
        most = self._limits.line_bytes
        with self.open() as handle:
            with self.damage(line):
                handle.seek(offset)
            while True:
                with self.damage(line + 1):
                    content = handle.readline(most + 1)
                    taken = len(content)
                    whole = taken <= most
                    while not whole and content and not content.endswith(b"\n"):
                        content = handle.readline(most)
                        taken += len(content)
                if not taken:
                    return
                line, offset = line + 1, offset + taken
                if line == 1:
                    content = content.removeprefix(codecs.BOM_UTF8)
                yield Row(line, offset, content.rstrip(b"\r\n") if whole else None)

    @contextmanager
    def damage(self, line: int) -> Iterator[None]:
        """Raise `GazetteerImportError`, naming a line, for what a damaged archive raises."""
        try:
            yield
        except _DAMAGE as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's fault
            raise GazetteerImportError(
                f"{self.path}:{line}: the archive is damaged or cut off here ({error}): "
                "download it again"
            ) from error

    def _members(self) -> list[zipfile.ZipInfo]:
        with self.damage(1), zipfile.ZipFile(self.path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
        limits = self._limits
        for info in members:
            packed, unpacked = info.compress_size, info.file_size
            if unpacked > limits.import_bytes or (
                unpacked > _BOMB_FROM and unpacked > packed * limits.decompression_ratio
            ):
                raise GazetteerImportError(
                    f"{self.path}:1: {info.filename!r} unpacks to {unpacked:,} bytes, more than "
                    f"{limits.decompression_ratio} times its size or than {limits.import_bytes:,}: "
                    "unpack it yourself if you trust it"
                )
        return members

    def _table_member(self) -> str:
        """Return the name of the one table in the archive, empty where there is none."""
        names = [info.filename for info in self.members]
        if any(name.lower().endswith(LAYERS) for name in names):
            return ""
        tables = [
            name
            for name in names
            if name.lower().endswith((".txt", ".csv", ".tsv"))
            and name.lower().rpartition("/")[2] not in _NOT_TABLES
        ]
        if len(tables) > 1:
            raise GazetteerImportError(
                f"{self.path}:1: the archive holds {len(tables)} tables ({', '.join(tables[:3])}): "
                "unpack it and give the one that you want"
            )
        return tables[0] if tables else ""
