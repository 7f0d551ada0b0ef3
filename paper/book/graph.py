"""The graph of theorems: a column a chapter, in reading order, and a line from each theorem to those that it uses."""

from dataclasses import dataclass

from ..pages import chapter_name

COLUMN, ROW, TOP = 128, 24, 50
LABEL = 42  # from a dot to the end of its tag


@dataclass(frozen=True)
class Node:
    tag: str
    title: str
    x: int
    y: int
    grade: str


@dataclass(frozen=True)
class Edge:
    start: str  # the tag of what is used
    end: str
    path: str


@dataclass(frozen=True)
class Drawing:
    nodes: tuple
    edges: tuple
    columns: tuple  # (x, chapter)
    width: int
    height: int


def drawn(entries):
    """Where each theorem stands, and the lines between them."""
    chapters = list(dict.fromkeys(e.chapter for e in entries))
    filled, nodes = dict.fromkeys(chapters, 0), {}
    for e in entries:
        x, y = COLUMN * chapters.index(e.chapter) + COLUMN // 2, TOP + ROW * filled[e.chapter]
        filled[e.chapter] += 1
        nodes[e.part] = Node(e.tag, e.title, x, y, "given" if e.axioms else "proved")
    edges = [Edge(nodes[used].tag, e.tag, path(nodes[used], nodes[e.part])) for e in entries for used in e.uses if used in nodes]
    width, height = COLUMN * len(chapters), TOP + ROW * max(filled.values(), default=0)
    columns = tuple((COLUMN * place + COLUMN // 2 - 6, chapter_name(chapter)) for place, chapter in enumerate(chapters))
    return Drawing(tuple(nodes.values()), tuple(edges), columns, width, height)


def path(used, user):
    """A curve from one theorem to another; within a column it bows to the side."""
    if used.x == user.x:
        bow = used.x - min(24 + abs(user.y - used.y) // 8, COLUMN - 20)
        return f"M{used.x - 6} {used.y}C{bow} {used.y} {bow} {user.y} {user.x - 6} {user.y}"
    start, end = (used.x + LABEL, user.x - 6) if used.x < user.x else (used.x - 6, user.x + LABEL)
    middle = (start + end) // 2
    return f"M{start} {used.y}C{middle} {used.y} {middle} {user.y} {end} {user.y}"
