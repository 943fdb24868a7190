"""A person at work in LibreOffice Calc: run by the system's Python, which alone has LibreOffice's own module.

python3 calc_person.py PROFILE FILE TAB: whole rows sorted by «Результат», one coloured and noted, a column inserted,
all in the program itself, as its menus do it.
"""

import subprocess
import sys
import time
from typing import Any

import uno

HEADER_ROW, FIRST_ROW = 2, 3  # counted from 0


def setting(name: str, value: Any) -> Any:
    """A named argument of LibreOffice's."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def connected(pipe: str) -> Any:
    """The program's desktop, once it has started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice does not answer")


def work(sheet: Any) -> None:
    """Sort whole rows by «Результат», formats along; colour and annotate one; insert a column before «Отметка»."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    names = [sheet.getCellByPosition(column, HEADER_ROW).String for column in range(end.EndColumn + 1)]
    rows = sheet.getCellRangeByPosition(0, FIRST_ROW, end.EndColumn, end.EndRow)
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field, field.IsAscending = names.index("Результат"), False
    by = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    rows.sort((setting("SortFields", by), setting("ContainsHeader", False), setting("BindFormatsToContent", True)))
    first = sheet.getCellByPosition(0, FIRST_ROW)
    sheet.Annotations.insertNew(first.CellAddress, "спросить завтра")
    sheet.getCellRangeByPosition(0, FIRST_ROW, end.EndColumn, FIRST_ROW).CellBackColor = 0xFFFF00
    sheet.Columns.insertByIndex(names.index("Отметка"), 1)
    sheet.getCellByPosition(names.index("Отметка"), HEADER_ROW).String = "Кто мне поможет"
    sheet.getCellByPosition(names.index("Отметка"), FIRST_ROW).String = "Библиотекарь"


def main(profile: str, file: str, tab: str) -> None:
    """Open the file, work on the tab, save and close."""
    pipe = f"vekha-{time.time_ns()}"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"])
    try:
        desktop = connected(pipe)
        document = desktop.loadComponentFromURL(f"file://{file}", "_blank", 0, (setting("Hidden", True),))
        work(document.Sheets.getByName(tab))
        document.store()
        document.close(True)
        try:
            desktop.terminate()
        except uno.getClass("com.sun.star.lang.DisposedException"):
            pass  # it was quicker than its answer
        office.wait(30)
    finally:
        office.kill()


main(*sys.argv[1:])
