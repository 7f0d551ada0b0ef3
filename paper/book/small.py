"""What makes the book small: pictures without points that nobody sees, and a table for what is said a thousand times."""

import re
from collections import Counter

NEAR = 0.04  # points of a picture that are no further from a straight line than this, in units of a point, are left out
NUMBER = r"-?\d+(?:\.\d+)?"
RUN = re.compile(rf"(?:[ML] ?{NUMBER} {NUMBER}\s+)(?:L ?{NUMBER} {NUMBER}\s+){{2,}}")
PATH = re.compile(r'(?<= d=")[^"]*(?=")')


def picture(svg):
    """An SVG of matplotlib, whose letters are paths, in fewer bytes: the same picture to a twentieth of a point.

    >>> picture('<path d="M 0 0 \\nL 1.25001 0 \\nL 2.5 0.001 \\nL 3.75 0 \\nL 4 9.123456 \\n"/>')
    '<path d="M0 0L3.8 0L4 9.1"/>'
    >>> picture('<g id="axes_1"><path id="Letters-14" d="M 0 0"/><use xlink:href="#Letters-14" x="1.23456"/></g>')
    '<g><path id="a" d="M0 0"/><use href="#a" x="1.23"/></g>'
    """
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>| xmlns:xlink=\"[^\"]*\"", "", svg, flags=re.S)
    svg = PATH.sub(lambda path: tight(RUN.sub(lambda run: straight(run[0]), path[0])), svg)
    svg = with_short_names(svg.replace("xlink:href=", "href="))
    svg = PLACE.sub(lambda place: re.sub(NUMBER, lambda number: rounded(float(number[0]), 2), place[0]), svg)
    return re.sub(r"\s*\n\s*", " ", re.sub(r">\s+<", "><", svg)).strip()


PLACE = re.compile(r' [xy]="[^"]*"|translate\([^)]*\)')
NAMED = re.compile(r' id="([^"]+)"')
STYLED = re.compile(r'<path id="([^"]+)"[^>]*?( style="[^"]*")/>')


def with_short_names(svg):
    """A picture whose parts are called a, b, c, where something refers to them; what is used has the style of the part already."""
    used = dict.fromkeys(re.findall(r'(?:href="|url\()#([^")]+)', svg))
    short = {name: letters(place) for place, name in enumerate(used)}
    style = dict(STYLED.findall(svg))
    svg = re.sub(
        r'<use href="#([^"]+)"([^>]*?)( style="[^"]*")/>',
        lambda use: use[0] if use[3] != style.get(use[1]) else f'<use href="#{use[1]}"{use[2]}/>',
        svg,
    )
    svg = NAMED.sub(lambda found: f' id="{short[found[1]]}"' if found[1] in short else "", svg)
    return re.sub(r'((?:href="|url\()#)([^")]+)', lambda found: found[1] + short[found[2]], svg)


def letters(place):
    """
    >>> [letters(place) for place in (0, 25, 26)]
    ['a', 'z', 'ba']
    """
    more, last = divmod(place, 26)
    return (letters(more) if more else "") + chr(ord("a") + last)


def straight(run):
    """The points of a run of lines without those that lie on the line between their neighbours that are kept."""
    points = [tuple(map(float, found)) for found in re.findall(rf"[ML] ?({NUMBER}) ({NUMBER})", run)]
    kept, start = [points[0]], 0
    for place in range(1, len(points)):
        if place + 1 == len(points) or not between(points[start], points[start + 1 : place + 1], points[place + 1]):
            kept.append(points[place])
            start = place
    return run[0] + "L".join(f" {x} {y} " for x, y in kept)


def between(first, middle, last):
    """Whether points lie, in their order, on the line from the first to the last."""
    across, up = last[0] - first[0], last[1] - first[1]
    length = (across * across + up * up) ** 0.5
    if not length:
        return False
    along = [((x - first[0]) * across + (y - first[1]) * up) / length for x, y in middle]
    away = [abs((x - first[0]) * up - (y - first[1]) * across) / length for x, y in middle]
    return max(away) <= NEAR and all(low <= high for low, high in zip([0.0, *along], [*along, length], strict=True))


def tight(path):
    """A path with one decimal, and no space that its letters make needless."""
    short = re.sub(NUMBER, lambda number: rounded(float(number[0]), 1), path)
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", short).strip()


def rounded(number, decimals):
    """A number with so many decimals at most.

    >>> rounded(-0.001, 2), rounded(10.0, 2), rounded(1.239, 2)
    ('0', '10', '1.24')
    """
    return f"{round(number, decimals) + 0.0:.{decimals}f}".rstrip("0").rstrip(".")


TOKEN = re.compile(r"<m\w+[^>]*>[^<]*</m\w+>|<[^>]+>|[^<]+")
FIRST, LAST = 0xE000, 0xF8FF  # signs that Unicode leaves to private use


def table(texts):
    """Texts of HTML, and the words that stand for signs in them: {"words": [...], "texts": {name: text}}.

    A script puts the words back, each for the sign with its number.

    >>> table({"a": "<mi>x</mi><mi>x</mi><mi>x</mi><mo>+</mo>"})
    {'words': ['<mi>x</mi>'], 'texts': {'a': '\\ue000\\ue000\\ue000<mo>+</mo>'}}
    """
    counted = Counter(token for text in texts.values() for token in TOKEN.findall(text))
    gain = {token: (len(token.encode()) - 3) * (count - 1) - 6 for token, count in counted.items()}
    words = sorted((token for token in gain if gain[token] > 0), key=lambda token: (-gain[token], token))[: LAST - FIRST]
    sign = {token: chr(FIRST + place) for place, token in enumerate(words)}
    return {
        "words": words,
        "texts": {name: "".join(sign.get(token, token) for token in TOKEN.findall(text)) for name, text in texts.items()},
    }
