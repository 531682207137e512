"""The blocks of a search, and sums over the runs of sentences that end in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Scores: TypeAlias = NDArray[np.float32]
Values: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int64]
LONGEST = 7
"""Sentences that one side of a bead may hold."""
WIDEST = LONGEST + 1
"""Sentences of the runs that a bead is compared with."""


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the search: beads that end after left sentence `top` + 1 to `bottom`, right one `first` to `last`.

    An end is the number of sentences up to it, so 0 stands before the first.
    """

    top: int
    bottom: int
    first: int
    last: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.bottom - self.top, self.last - self.first + 1

    @property
    def rows(self) -> slice:
        """The rows' ends in an array [n + 1] over the ends 0 to n."""
        return slice(self.top + 1, self.bottom + 1)

    @property
    def columns(self) -> slice:
        """The columns' ends in an array [m + 1]."""
        return slice(self.first, self.last + 1)

    @property
    def sentences(self) -> tuple[int, int, int, int]:
        """The left and right sentences, from and to, that runs of WIDEST may hold, one beyond the block included."""
        return self.top - WIDEST, self.bottom + 1, self.first - 1 - WIDEST, self.last + 1


def run_sums(table: NDArray[np.floating], longest: int) -> Scores:
    """Sums [a, b, rows + 2, columns + 2] of a table [rows, columns] of a block's sentences over a by b of them.

    Both sizes go from 0 to `longest`; the ends are those of the block and of the cells around it. The table is
    summed once along both axes; four corners then give a rectangle (Crow 1984), so that wide beads cost no more.
    """
    total = np.zeros((table.shape[0] + 1, table.shape[1] + 1))
    np.cumsum(np.cumsum(table, 0, np.float64), 1, out=total[1:, 1:])
    rows, columns = total.shape
    bands = np.stack([total[WIDEST:] - total[WIDEST - a : rows - a] for a in range(longest + 1)]).astype(np.float32)
    return np.stack([bands[..., WIDEST:] - bands[..., WIDEST - b : columns - b] for b in range(longest + 1)], 1)
