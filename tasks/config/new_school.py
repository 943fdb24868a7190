"""A school to begin with: the commented files that come with Vekha, under an id of its own."""

import re
from pathlib import Path

from tasks.config.load import SHIPPED
from tasks.config.new_files import write_files


def begin_school(folder: Path) -> tuple[str, ...]:
    """Write the files into a folder that has none of them; VekhaError where it has. Their names.

    The id is the folder's name: two schools that were begun in two folders never share one by mistake.
    """
    texts = {file.name: file.read_text(encoding="utf-8") for file in sorted((SHIPPED / "new-school").glob("*.yaml"))}
    own = re.sub(r"[^\w-]+", "-", folder.resolve().name).strip("-") or "school"
    texts["school.yaml"] = texts["school.yaml"].replace("id: new-school", f"id: {own}", 1)
    write_files(folder, texts)
    return tuple(texts)
