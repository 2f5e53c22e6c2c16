"""XML files as a stream of records: memory for one record at a time, names without their namespace.

No list needs a document type, and an entity bomb does: a file that has one is refused, so that nothing in it
is ever expanded. Depth and size of a record are limited for the same reason. Read with the standard library's
expat, which tells of a document type before anything else, and of the byte at which a record starts.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from lists.entities import SourceRow
from lists.errors import DamagedFile
from lists.sources.delimited import refuse_what_is_no_text
from lists.sources.parsed import RawFile, RejectedRow

_CHUNK = 1 << 16
_DEEPEST = 100
_LARGEST = 8 << 20
"""Bytes of one record; the largest of any list has a tenth of that."""
_CUT_OFF = frozenset(
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)
_BETWEEN = re.compile(r">\s+<")


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlRecord:
    """One record: the 1-based line it starts on, its element, and its text as published.

    Tags and attributes of the element are local names. The text goes without the white space between
    elements.
    """

    file: str
    line: int
    element: Element
    text: str

    @property
    def source(self) -> SourceRow:
        return SourceRow(file=self.file, line=self.line, text=self.text)

    def rejected(self, reason: str) -> RejectedRow:
        return RejectedRow(file=self.file, line=self.line, reason=reason)


def root_of(file: RawFile) -> Element | None:
    """Give a file's outermost element with its attributes, but empty; None where the file is no XML.

    Raises DamagedFile where the file has a document type.
    """
    if not file.content[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return None
    reader = _Reader(file, ())
    try:
        for _ in reader.chunks():
            if reader.root is not None:
                break
    except _Malformed:
        pass
    return reader.root


def read_xml(file: RawFile, names: Collection[str]) -> Iterator[XmlRecord]:
    """Give each element that has one of the local names and lies in no other record, in the file's order.

    Raises DamagedFile, with the line, where the file is no well-formed XML, is cut off, or has a document
    type: possibly only after the records before that place were given.
    """
    refuse_what_is_no_text(file)
    reader = _Reader(file, names)
    try:
        for _ in reader.chunks():
            yield from reader.taken
            reader.taken.clear()
    except _Malformed as error:
        raise DamagedFile(file.name, str(error), line=error.line) from error


def text_of(element: Element, path: str) -> str:
    """Give the text at a path of local names, stripped; empty where there is none."""
    return (element.findtext(path) or "").strip()


def texts_of(element: Element, path: str) -> tuple[str, ...]:
    """Give all texts at a path of local names, stripped, without empty ones."""
    return tuple(filter(None, ((found.text or "").strip() for found in element.iterfind(path))))


class _Malformed(Exception):  # noqa: N818 -- what happened; becomes a DamagedFile
    """The file is no well-formed XML from this line on."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


class _Reader:
    """Drives expat over a file; `taken` are the records that ended in the chunks read so far.

    Outside records each element calls back here. Inside a record expat calls the tree's builder, which is
    compiled, and only the ends of elements call back: a list of 150 MB has millions of elements.
    """

    def __init__(self, file: RawFile, names: Collection[str]) -> None:
        self._file = file
        self._names = frozenset(names)
        self._depth = 0
        self._encoding = "utf-8"
        self._record_start: int | None = None
        self._prefixes: set[str] = {"xml:", "xmlns:"}
        self.root: Element | None = None
        self.taken: list[XmlRecord] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declare
        self._parser.StartDoctypeDeclHandler = self._refuse_document_type
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def chunks(self) -> Iterator[None]:
        """Read the file chunk by chunk; raises _Malformed, and DamagedFile for a document type."""
        content = self._file.content
        try:
            for start in range(0, len(content), _CHUNK):
                self._parser.Parse(content[start : start + _CHUNK], False)
                yield
                self._refuse_large_record(start)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            reason = f"line {error.lineno} is no well-formed XML ({expat.ErrorString(error.code)})"
            if error.code in _CUT_OFF:
                reason += "; the file is probably cut off"
            raise _Malformed(reason, error.lineno) from error
        except (LookupError, ValueError) as error:  # an encoding that is none, or not of single bytes
            raise _Malformed(f"the encoding cannot be read: {error}", 1) from error

    def _declare(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._encoding = encoding or self._encoding

    def _refuse_document_type(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        reason = f"line {line} has a document type (DOCTYPE): a web page, or no list that can be trusted"
        raise DamagedFile(self._file.name, reason, line=line)

    def _refuse_large_record(self, position: int) -> None:
        if self._record_start is not None and position - self._record_start > _LARGEST:
            line = self._parser.CurrentLineNumber
            raise _Malformed(f"line {line}: one record has more than {_LARGEST >> 20} MiB", line)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            line = self._parser.CurrentLineNumber
            raise _Malformed(f"line {line}: elements are nested too deeply", line)
        local = _local(tag)
        self._prefixes.update(_local(key) + ":" for key in attributes if key.startswith("xmlns:"))
        if self.root is None:
            self.root = Element(local, {_local(key): value for key, value in attributes.items()})
        if local in self._names:
            self._build(tag, attributes)

    def _end(self, _tag: str) -> None:
        self._depth -= 1

    def _build(self, tag: str, attributes: dict[str, str]) -> None:
        """Build the record that starts here, and take it where it ends."""
        parser, builder = self._parser, TreeBuilder()
        line, first = parser.CurrentLineNumber, parser.CurrentByteIndex
        element, end_of = builder.start(tag, attributes), builder.end

        def end(tag: str) -> None:
            if end_of(tag) is element:
                text = self._text(tag, first)
                if any(prefix in text for prefix in self._prefixes):
                    _strip_prefixes(element)
                self.taken.append(XmlRecord(file=self._file.name, line=line, element=element, text=text))
                self._record_start = None
                self._depth -= 1
                parser.StartElementHandler = self._start
                parser.EndElementHandler = self._end
                parser.CharacterDataHandler = None

        self._record_start = first
        parser.StartElementHandler = builder.start
        parser.CharacterDataHandler = builder.data
        parser.EndElementHandler = end

    def _text(self, tag: str, first: int) -> str:
        """Give what stands from a byte to the end of the element that ends here."""
        content, last = self._file.content, self._parser.CurrentByteIndex
        # An element without contents (<id/>) has ended before this byte, any other ends with the tag here.
        end_tag = _end_tag(tag.encode(self._encoding)).match(content, last)
        text = content[first : end_tag.end() if end_tag else last].decode(self._encoding, "replace")
        return _BETWEEN.sub("><", text)


@lru_cache(maxsize=64)
def _end_tag(tag: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"</" + re.escape(tag) + rb"\s*>")


def _strip_prefixes(element: Element) -> None:
    for one in element.iter():
        one.tag = _local(one.tag)
        if any(":" in key for key in one.attrib):
            one.attrib = {_local(key): value for key, value in one.attrib.items()}


def _local(name: str) -> str:
    return name.rpartition(":")[2]
