"""Whole numbers packed into bytes (mixed radix): each takes no more room than its range needs.

The numbers are the digits of one large number, each with a base of its own. Whatever the bytes are, each number that is
read is within its range.
"""

from __future__ import annotations


class PackingError(ValueError):
    """The bytes do not hold what is read from them, or a number is outside its range."""


class Packer:
    """Collects numbers, then gives their bytes."""

    def __init__(self) -> None:
        self._digits: list[tuple[int, int]] = []

    def put(self, value: int, size: int) -> None:
        """Add a number from 0 to below `size`.

        Raises:
            PackingError: it is outside.
        """
        if not 0 <= value < size:
            raise PackingError(f"{value} is not from 0 to {size - 1}")
        self._digits.append((value, size))

    def put_bytes(self, data: bytes, most: int) -> None:
        """Add some bytes, at most so many."""
        self.put(len(data), most + 1)
        for byte in data:
            self.put(byte, 256)

    def to_bytes(self) -> bytes:
        """Return everything that was added, with a one in front: zeros at the end would get lost."""
        number = 1
        for value, size in reversed(self._digits):
            number = number * size + value
        return number.to_bytes((number.bit_length() + 7) // 8)


class Unpacker:
    """Gives numbers back in the order in which they were added."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data)

    def take(self, size: int) -> int:
        """Return the next number, from 0 to below `size`."""
        self._number, value = divmod(self._number, size)
        return value

    def take_bytes(self, most: int) -> bytes:
        """Return the next bytes, at most so many."""
        return bytes(self.take(256) for _ in range(self.take(most + 1)))

    def end(self) -> None:
        """Check that everything was read.

        Raises:
            PackingError: something is left, or something was missing.
        """
        if self._number != 1:
            raise PackingError("the numbers do not end where they should")
