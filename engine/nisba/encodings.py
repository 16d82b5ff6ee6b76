"""What bytes that are no UTF-8 were probably written in, for messages."""

UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""How a file in UTF-16 begins."""

_ARABIC = range(0x0621, 0x0653)


def supposed_encoding(data: bytes) -> str | None:
    """The encoding that the beginning of a file, or a line of it, seems to be in; None where nothing suggests one.

    Arabic texts that are no UTF-8 are Windows-1256 more often than anything else; UTF-16 begins with a mark.

    >>> supposed_encoding("زار".encode("cp1256"))
    'WINDOWS-1256'
    >>> supposed_encoding("زار".encode("utf-16"))
    'UTF-16'
    >>> supposed_encoding("café".encode("latin-1")) is None
    True
    """
    if data.startswith(UTF16):
        return "UTF-16"
    high = [character for character in data.decode("cp1256") if character > "\x7f"]
    arabic = sum(ord(character) in _ARABIC for character in high)
    return "WINDOWS-1256" if arabic >= 3 and arabic * 3 >= len(high) * 2 else None


def conversion_hint(data: bytes) -> str:
    """What to do with a file in another encoding, or an empty text where it is not clear what it is in."""
    encoding = supposed_encoding(data)
    return f"it looks like {encoding}: iconv -f {encoding} -t UTF-8 OLD > NEW" if encoding else ""
