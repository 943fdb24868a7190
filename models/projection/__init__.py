"""What should stand in the engine's cells, and what differs from what stands there?"""

from models.projection import texts
from models.projection.difference import difference, drift
from models.projection.edits import CellEdit, ColumnEdit, Edits, Line, LineKind, Page, Projection, RowEdit
from models.projection.lost_keys import lost_keys
from models.projection.projection import LOG_HEADER, LOG_LENGTH, project, summary_column, summary_header

__all__ = [
    "LOG_HEADER",
    "LOG_LENGTH",
    "CellEdit",
    "ColumnEdit",
    "Edits",
    "Line",
    "LineKind",
    "Page",
    "Projection",
    "RowEdit",
    "difference",
    "drift",
    "lost_keys",
    "project",
    "summary_column",
    "summary_header",
    "texts",
]
