"""The base of every shape read from YAML: unknown keys are refused, values never change."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A frozen value that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
