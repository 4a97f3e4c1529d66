"""A strict reader of RFC 5545, written from the RFC and not from what we write: it refuses what programs may refuse."""

import re

_LINE = re.compile(r"(?P<name>[A-Z0-9-]+)(?P<params>(;[A-Z0-9-]+=[^;:]+)*):(?P<value>.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NEEDED = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS")
_TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION")


def _unescaped(text: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", text), f"not escaped: {text!r}"

    def one(match: re.Match[str]) -> str:
        assert match[1] in "\\;,nN", f"unknown escape {match[0]!r}"
        return "\n" if match[1] in "nN" else match[1]

    return _ESCAPE.sub(one, text)


def parsed(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar, their texts unescaped. Raises AssertionError for whatever the RFC forbids."""
    assert (
        data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    )
    physical = data.decode("utf-8").split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in physical), "a line of more than 75 octets"
    lines: list[str] = []
    for line in physical:
        if line.startswith((" ", "\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    head = {line.split(":")[0] for line in lines}
    assert {"VERSION", "PRODID"} <= head
    events: list[dict[str, str]] = []
    inside: dict[str, str] | None = None
    for line in lines[1:-1]:
        match = _LINE.fullmatch(line)
        assert match, f"no content line: {line!r}"
        name, value = match["name"], match["value"]
        if (name, value) == ("BEGIN", "VEVENT"):
            inside = {}
        elif (name, value) == ("END", "VEVENT"):
            assert inside is not None and set(_NEEDED) <= set(inside)
            events.append(inside)
            inside = None
        elif inside is not None:
            assert name not in inside, f"{name} twice"
            inside[name] = _unescaped(value) if name in _TEXTS else value
    for event in events:
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            assert re.fullmatch(r"\d{8}T\d{6}Z", event[name])
        assert event["DTSTART"] < event["DTEND"] and event["SEQUENCE"].isdecimal()
    return events
