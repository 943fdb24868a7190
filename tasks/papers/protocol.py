"""The protocol of a meeting: a template that a school may change in Word, filled with what the journal says."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from models.meeting import texts
from models.text import VekhaError
from tasks.boards import legal_text
from tasks.papers.package import settled
from tasks.papers.table import LONGEST

NAME = "protocol.docx"
TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "papers" / NAME


def protocol_document(values: Mapping[str, Any], day: date, school: Path) -> bytes:
    """The protocol as the bytes of a .docx file; a template in the school's folder comes before ours."""
    own = school / NAME
    file = own if own.exists() else TEMPLATE
    try:
        template = DocxTemplate(file)
        template.render(_legal(values), SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
        made = BytesIO()
        template.save(made)
    except TemplateError as error:
        raise VekhaError(texts.TEMPLATE_BROKEN.format(file=file, reason=error)) from None
    except (OSError, KeyError, ValueError) as error:  # no Word document, or not one that can be opened
        raise VekhaError(texts.TEMPLATE_BROKEN.format(file=file, reason=type(error).__name__)) from None
    return settled(made.getvalue(), day)


def _legal(value: Any) -> Any:
    """The values with every text as XML may hold it."""
    if isinstance(value, str):
        return legal_text(value, LONGEST) or ""
    if isinstance(value, Mapping):
        return {key: _legal(each) for key, each in value.items()}
    return [_legal(each) for each in value] if isinstance(value, list) else value
