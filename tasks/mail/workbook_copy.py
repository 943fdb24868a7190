"""A copy of the workbook that goes with a letter: locked, and stamped so that nobody takes it for the board."""

from io import BytesIO


def locked_copy(workbook: bytes, stamp: str) -> bytes:
    """The same tabs with nothing to type into; the stamp stands in every tab's second row, where the hint was.

    What a load and save loses of a person's drawings is no loss in a copy.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(workbook))
    for sheet in book.worksheets:
        for merged in [each for each in sheet.merged_cells.ranges if each.min_row <= 2 <= each.max_row]:
            if merged.min_row < 2:
                sheet.unmerge_cells(str(merged))
        cell = sheet["A2"]
        cell.value, cell.data_type = stamp, "s"
        sheet.data_validations.dataValidation.clear()
        sheet.protection.enable()
    out = BytesIO()
    book.save(out)
    return out.getvalue()
