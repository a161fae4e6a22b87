"""Byte streams as iterators of chunks, each step bounded in memory.

A file is read, unpacked, bounded and recoded by generators put one behind the other, so that
a gzip bomb or an endless line is stopped before it is held as a whole.
"""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from geonews.errors import InputTooLargeError, UndecodableInputError
from geonews.settings import Limits

__all__ = ["GZIP_MAGIC", "bounded", "gunzipped", "lines", "peek", "read_chunks", "recoded", "whole"]

GZIP_MAGIC = b"\x1f\x8b\x08"
"""First bytes of a gzip member whose method is deflate, the only one in use (RFC 1952)."""

_CHUNK_BYTES = 64 * 1024
_RATIO_CHECKED_FROM_BYTES = 1024 * 1024  # less than this is no bomb, however well it packs


def read_chunks(handle: BinaryIO) -> Iterator[bytes]:
    """Yield what a binary file holds, as it comes."""
    # read1 hands over what a pipe has, where read would wait for a full chunk.
    read = getattr(handle, "read1", handle.read)
    while chunk := read(_CHUNK_BYTES):
        yield chunk


def peek(chunks: Iterator[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """Return the first `size` bytes or a little more, and the stream with nothing taken from it."""
    taken: list[bytes] = []
    length = 0
    while length < size and (chunk := next(chunks, None)) is not None:
        taken.append(chunk)
        length += len(chunk)
    head = b"".join(taken)
    return head, chain([head], chunks)


def bounded(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Yield the chunks, and raise `InputTooLargeError` once they are over `limit` bytes."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise InputTooLargeError(
                f"holds more than {limit:,} bytes, the most that is read: split it"
            )
        yield chunk


def whole(chunks: Iterator[bytes], limit: int, what: str) -> bytes:
    """Return all bytes at once; raises `InputTooLargeError` over `limit`, naming `what` it is."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limit:
            raise InputTooLargeError(
                f"is {what} of more than {limit:,} bytes, the most that is read: split or trim it"
            )
    return bytes(data)


def gunzipped(chunks: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """Unpack gzip members, a chunk at a time.

    Raises
    ------
    geonews.errors.InputTooLargeError
        The data unpacks to more than `limits.decompression_ratio` times its size.
    geonews.errors.UndecodableInputError
        The data is damaged or cut off.
    """
    packed = unpacked = 0
    try:
        for taken, piece in _inflated(chunks):
            packed += taken
            unpacked += len(piece)
            _check_ratio(packed, unpacked, limits.decompression_ratio)
            yield piece
    except zlib.error as error:
        raise UndecodableInputError(
            f"is damaged gzip data ({error}): copy or download it again"
        ) from error


def _inflated(chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield pieces of the unpacked members, each with how many packed bytes came in for it."""
    inflater = _inflater()
    for chunk in chunks:
        taken, rest = len(chunk), chunk
        while rest:
            if inflater.eof:
                rest = rest.lstrip(b"\0")  # padding behind a member, as block devices leave
                if not rest:
                    break
                inflater = _inflater()
            piece = inflater.decompress(rest, _CHUNK_BYTES)
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
            yield taken, piece
            taken = 0
    while not inflater.eof:
        if not (piece := inflater.decompress(b"", _CHUNK_BYTES)):
            raise UndecodableInputError("is gzip data that breaks off: copy or download it again")
        yield 0, piece


def _inflater() -> zlib._Decompress:
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)


def _check_ratio(packed: int, unpacked: int, ratio: int) -> None:
    if unpacked > _RATIO_CHECKED_FROM_BYTES and unpacked > packed * ratio:
        raise InputTooLargeError(
            f"unpacks to more than {ratio} times its size, as no article does: "
            "unpack it yourself if you trust it"
        )


def recoded(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the stream as UTF-8, strictly decoded from `encoding`."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError as error:
        raise UndecodableInputError(
            f"begins as {encoding} text and is damaged further on: save it as UTF-8"
        ) from error


def lines(chunks: Iterator[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line's number, from 1, and its bytes; None for a line over `limit` bytes."""
    number, length = 1, 0
    kept: list[bytes] = []
    for chunk in chunks:
        pieces = chunk.split(b"\n")
        for index, piece in enumerate(pieces):
            length += len(piece)
            if length <= limit:
                kept.append(piece)
            else:
                kept.clear()
            if index < len(pieces) - 1:
                yield number, b"".join(kept) if length <= limit else None
                number, length = number + 1, 0
                kept.clear()
    if length:
        yield number, b"".join(kept) if length <= limit else None
