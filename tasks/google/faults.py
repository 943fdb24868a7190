"""What Google's answers mean for a pass: a sentence for each way in which a call can fail."""

from typing import Any

from requests import Response

from models.board import google_texts
from models.text import VekhaError
from tasks.boards import BoardBusy, BoardChanged, BoardRefused
from tasks.garbage import uncollected
from tasks.google.client import Ended, GoogleFault

GENERATION_TAKEN = "createDeveloperMetadata"


def parsed(answer: Response) -> Any:
    """The answer's JSON; ValueError where it is none."""
    with uncollected():
        return answer.json()


class TabMissing(VekhaError):  # noqa: N818 - the name says what is so
    """One of the ranges asked for is on no tab."""


def told(fault: GoogleFault, *, reads: bool, account: str, place: str, per_minute: int) -> VekhaError:
    """What a call that did not succeed means, in one sentence, by the kind of error that says what to do next."""
    match fault.ended:
        case Ended.KEY_REVOKED:
            return VekhaError(google_texts.KEY_REVOKED.format(account=account))
        case Ended.DENIED:
            sentence = google_texts.NOT_SHARED if reads else google_texts.READ_ONLY
            return VekhaError(sentence.format(account=account, place=place))
        case Ended.NOT_FOUND:
            return VekhaError(google_texts.NOT_FOUND.format(account=account, place=place))
        case Ended.API_OFF:
            return VekhaError(google_texts.api_off(fault.said))
        case Ended.QUOTA:
            return (VekhaError if reads else BoardBusy)(google_texts.QUOTA_SPENT.format(per_minute=per_minute))
        case Ended.SILENT:
            return (VekhaError if reads else BoardBusy)(google_texts.silent(fault.said))
        case Ended.UNKNOWN:
            return BoardChanged(google_texts.UNKNOWN_OUTCOME)
    if reads:
        if "not supported for this document" in fault.said:
            return VekhaError(google_texts.OFFICE_FILE.format(place=place))
        lost = fault.code == 400 and "Unable to parse range" in fault.said
        return TabMissing(fault.said) if lost else VekhaError(google_texts.read_refused(fault.said))
    if GENERATION_TAKEN in fault.said:
        return BoardChanged(google_texts.OVERTAKEN)
    if "edit a protected" in fault.said:
        return BoardRefused(google_texts.WRITE_PROTECTED.format(account=account))
    return BoardRefused(google_texts.refused(fault.said))


def reason_of(error: VekhaError) -> str:
    """What Google said, in its own words where it said something."""
    fault = error.__cause__
    return fault.said if isinstance(fault, GoogleFault) else str(error)
