"""ToUnicode maps: the text that each character of a font stands for, for search and for copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sgdviz.drawing.pdf.objects import Objects

MOST_AT_ONCE = 100
"""The most entries in a section of a map."""

CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
{span}
endcodespacerange
{sections}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
"""What a map consists of: https://adobe-type-tools.github.io/font-tech-notes/pdfs/5014.CIDFont_Spec.pdf."""


def to_unicode(texts: Mapping[int, str], objects: Objects, *, digits: int) -> int:
    """Add the map of the codes in `texts`, of so many hexadecimal digits, to `objects` and return its number."""
    entries = [f"<{code:0{digits}X}> <{text.encode('utf-16-be', 'replace').hex()}>" for code, text in texts.items()]
    groups = [entries[begin : begin + MOST_AT_ONCE] for begin in range(0, len(entries), MOST_AT_ONCE)]
    sections = [f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar" for group in groups]
    span = f"<{'0' * digits}> <{'F' * digits}>"
    return objects.stream(CMAP.format(span=span, sections="\n".join(sections)).encode("ascii"))
