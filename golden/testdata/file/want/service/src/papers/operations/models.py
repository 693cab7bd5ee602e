# Generated from streamlift.yaml; do not edit.
"""What the models of all operations share."""

from fastapi import UploadFile
from pydantic import AfterValidator, BaseModel, ConfigDict

from papers.exceptions import TooLarge


class Params(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True)


def at_most(size: int) -> AfterValidator:
    """Refuses files of more bytes."""

    def check(file: UploadFile) -> UploadFile:
        if (file.size or 0) > size:
            raise TooLarge(f"a file may have {size} bytes at most")
        return file

    return AfterValidator(check)
