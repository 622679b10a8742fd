"""One form for every e-mail address, so that the same address is the same text everywhere."""


def normalised(address: str) -> str:
    """Trimmed, lower case, the domain in ASCII (xn--...); nothing where it is no address (RFC 5321, 5322)."""
    return ""
