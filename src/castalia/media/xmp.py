"""XMP packets: how pictures tell other programs that they are AI-generated, and keep the whole provenance."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from castalia.media.provenance import Provenance

NAMESPACE = "https://castalia.studio/ns/provenance/1.0/"
"""A name, not an address: nothing is there to be fetched."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALTERNATIVE = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpNote="http://ns.adobe.com/xmp/note/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:castalia="{namespace}">
{properties}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def packet(provenance: Provenance, extended: str = "") -> str:
    """The XMP packet of a file: IPTC digital source type, description, creator tool, and our JSON.

    Args:
        extended: the GUID of an extended packet that holds the JSON in place of this one (JPEG, whose segments
            are limited to 64 KB).
    """
    properties = {
        "Iptc4xmpExt:DigitalSourceType": _xml(provenance.digital_source_type),
        "dc:description": _ALTERNATIVE.format(_xml(provenance.description())),
        "xmp:CreatorTool": f"castalia {_xml(provenance.castalia)}",
    }
    if provenance.title():
        properties["dc:title"] = _ALTERNATIVE.format(_xml(provenance.title()))
    if extended:
        properties["xmpNote:HasExtendedXMP"] = extended
    else:
        properties["castalia:provenance"] = _xml(provenance.to_json())
    lines = "\n".join(f"   <{name}>{value}</{name}>" for name, value in properties.items())
    return _PACKET.format(namespace=NAMESPACE, properties=lines)


def provenance_in(xmp: bytes | str) -> Provenance | None:
    """What `packet` wrote, or None for other packets and for damaged ones."""
    text = xmp.decode("utf-8", "replace") if isinstance(xmp, bytes) else xmp
    start, end = text.find("<x:xmpmeta"), text.rfind("</x:xmpmeta>")
    # Our packets declare no entities; one that does may be meant to blow up in memory.
    if start < 0 or end < 0 or "<!ENTITY" in text:
        return None
    try:
        root = ElementTree.fromstring(text[start : end + len("</x:xmpmeta>")])
    except ElementTree.ParseError:
        return None
    found = root.find(f".//{{{NAMESPACE}}}provenance")
    return Provenance.from_json(found.text) if found is not None and found.text else None


def _xml(text: str) -> str:
    return escape(_ILLEGAL.sub(" ", text))
