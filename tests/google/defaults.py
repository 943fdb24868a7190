"""What answers leave out: protobuf does not send zeros, except where the field is optional."""

from __future__ import annotations

from typing import Any

from .schemas import Schemas, schemas

KEPT = {
    "GridRange": {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"},
    "DimensionRange": {"startIndex", "endIndex"},
    "SheetProperties": {"sheetId", "index"},
    "ExtendedValue": {"numberValue", "stringValue", "boolValue", "formulaValue"},
    "TextFormat": {"bold", "italic", "strikethrough", "underline", "fontSize"},
    "InterpolationPoint": set(),
    "ConditionValue": {"userEnteredValue"},
    "DeveloperMetadata": {"metadataValue"},
}  # type: dict[str, set[str]]
COLOR_STYLES = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
    "headerColor": "headerColorStyle",
    "firstBandColor": "firstBandColorStyle",
    "secondBandColor": "secondBandColorStyle",
    "footerColor": "footerColorStyle",
    "color": "colorStyle",
}


def prune(ref: str, value: Any) -> Any:
    """Give a message of a client as Google would show it again: zeros gone, colours in both spellings."""
    return _prune(schemas("sheets"), {"$ref": ref}, value)


def _prune(published: Schemas, schema: dict[str, Any], value: Any) -> Any:
    if "$ref" in schema:
        ref = schema["$ref"]
        if not isinstance(value, dict):
            return value
        known = published.types[ref].get("properties", {})
        kept = KEPT.get(ref, set())
        result = {}
        for name, item in value.items():
            inner = _prune(published, known.get(name, {}), item)
            if name in kept or not (inner is False or inner == "" or (inner == 0 and not isinstance(inner, bool))):
                result[name] = inner
        return _both_colors(known, result)
    if schema.get("type") == "array":
        return [_prune(published, schema["items"], item) for item in value]
    return value


def _both_colors(known: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    for plain, styled in COLOR_STYLES.items():
        if plain in known and styled in known:
            if styled in result and "rgbColor" in result[styled]:
                result[plain] = result[styled]["rgbColor"]
            elif plain in result and styled not in result:
                result[styled] = {"rgbColor": result[plain]}
    return result
