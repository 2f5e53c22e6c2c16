"""Objects of JSON files: one a line (JSON Lines), or all in one array."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lists.entities import SourceRow
from lists.errors import DamagedFile
from lists.sources.delimited import utf8_text
from lists.sources.parsed import RawFile

_FIRST_OBJECT_WITHIN = 1 << 20  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonRecord:
    """One object: its 1-based line (in an array its number) and its text; `fault` says why it is none."""

    file: str
    line: int
    text: str
    value: dict[str, Any]
    fault: str | None = None

    @property
    def source(self) -> SourceRow:
        return SourceRow(file=self.file, line=self.line, text=self.text)

    def texts(self, key: str) -> tuple[str, ...]:
        """Give the texts under a key."""
        return texts_of(self.value.get(key))


def texts_of(value: object) -> tuple[str, ...]:
    """Give the non-blank texts of a value: itself, or those of a list; numbers as they are written.

    >>> texts_of(["a", " ", 7]), texts_of("b"), texts_of(None), texts_of({"a": 1})
    (('a', '7'), ('b',), (), ())
    """
    values = value if isinstance(value, list) else [value]
    texts = (
        str(one).strip() for one in values if isinstance(one, str | int | float) and not isinstance(one, bool)
    )
    return tuple(dict.fromkeys(text for text in texts if text))


def objects_of(value: object) -> tuple[dict[str, Any], ...]:
    """Give the objects of a list; none for anything else."""
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def read_lines(file: RawFile) -> Iterator[JsonRecord]:
    """Give the object of each line that is not blank; one with a fault where a line holds none.

    Raises DamagedFile for what is no UTF-8 text, and for a last line that ends in the middle.
    """
    text = utf8_text(file)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        record = _record(file.name, number, line.strip())
        if record.fault and not text.endswith("\n") and number == text.count("\n") + 1:
            raise DamagedFile(file.name, f"line {number}, the last, is cut off", line=number)
        yield record


def read_array(file: RawFile) -> Iterator[JsonRecord]:
    """Give the objects of a file that is one array; DamagedFile where it is none or cut off."""
    try:
        values = json.loads(utf8_text(file))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        reason = f"no JSON: {error}" if isinstance(error, ValueError) else "JSON nested too deeply"
        raise DamagedFile(file.name, reason, line=line) from error
    if not isinstance(values, list):
        raise DamagedFile(file.name, "the file is no JSON array")
    for number, value in enumerate(values, 1):
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict):
            yield JsonRecord(file=file.name, line=number, text=text, value=value, fault=_unwritable(text))
        else:
            yield JsonRecord(file=file.name, line=number, text=text, value={}, fault="no JSON object")


def first_object(file: RawFile) -> dict[str, Any] | None:
    """Give the first object of JSON lines or of an array; None where there is none."""
    content = file.content[:_FIRST_OBJECT_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content.startswith((b"{", b"[")):
        return None
    text = content.decode("utf-8", "replace")
    try:
        value, _ = json.JSONDecoder().raw_decode(text.removeprefix("[").lstrip())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _record(file: str, number: int, line: str) -> JsonRecord:
    value: Any = None
    try:
        value = json.loads(line)
        fault = None if isinstance(value, dict) else "no JSON object"
    except (ValueError, RecursionError) as error:
        fault = f"no JSON: {error}" if isinstance(error, ValueError) else "JSON nested too deeply"
    if fault is None and "\\u" in line:
        fault = _unwritable(json.dumps(value, ensure_ascii=False))
    return JsonRecord(
        file=file, line=number, text=line, value=value if isinstance(value, dict) else {}, fault=fault
    )


def _unwritable(text: str) -> str | None:
    """JSON can name half a character (a lone surrogate), which no text can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "a text holds half a character"
    return None
