"""Draws a cohort by weeks in the process that `bot.pairs.painter.draw_apart` starts."""

import json
import sys

from bot.learning.chart import draw_grid
from bot.learning.grid import grid_from

if __name__ == "__main__":
    sys.stdout.buffer.write(draw_grid(grid_from(json.load(sys.stdin.buffer))))
