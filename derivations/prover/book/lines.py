"""Lines: a derivation as a reader sees it, made of the steps that the kernel took.

tidied(steps)        the lines: plain, none twice, and a = b, a = c as a = b = c
printed(lines)       as they are written, each with the line that it goes back to, and with those that are left out before it
"""

from dataclasses import dataclass, replace
from itertools import takewhile

from ..language.typeset import latex, text
from ..proof.case_split import as_said
from ..proof.plain import plain_line
from .words import LEMMA, said, with_more


@dataclass(frozen=True)
class Shown:
    """A step as a reader sees it."""

    latex: str
    text: str
    rule: str
    because: str
    cases: tuple = ()  # that the line stands in, the outermost first, as text
    cases_latex: tuple = ()
    by: str = ""  # the statement of a lemma that the line uses and that has no name, as text
    by_latex: str = ""
    by_line: int = 0  # the number of the line that says it, where one does: "by line 3"
    left_out: int = 0  # how many lines lead to this one that are not shown
    way: tuple = ()  # these lines, where there is room for them

    @classmethod
    def from_record(cls, record):
        """The line that `record` was made from."""
        lists = {name: tuple(value) for name, value in record.items() if isinstance(value, list)}
        return cls(**record | lists | {"way": tuple(map(cls.from_record, record["way"]))})

    @property
    def after(self):
        """How many lines are left out before this one, in words."""
        if not self.left_out:
            return ""
        return "after a line that is left out" if self.left_out == 1 else f"after {self.left_out} lines that are left out"

    @property
    def besides(self):
        """What is said of the line beside its rule."""
        return ", ".join(filter(None, (self.because, self.after)))

    def words(self, number=None):
        """Why the line holds, in words without a formula; `number` is its own, where lines have numbers."""
        return said(self.rule, self.besides) if self.rule != LEMMA else with_more(self.where(number) or said(LEMMA), self.besides)

    def where(self, number=None):
        """Where the lemma stands that the line uses; nothing, where that stands in no line."""
        if self.by_line and self.by_line + 1 == number:
            return "by the line before"
        return self.by_line and (f"by line {self.by_line}" if number else "by a line before")

    def reason(self, number=None):
        """The same as text: a lemma that stands in no line, or where lines have no numbers, by what it says."""
        if self.rule != LEMMA or self.by_line and number:
            return self.words(number)
        return with_more(f"as {self.by}", self.besides)


# --- which lines there are ------------------------------------------------------------------------------------------


def tidied(steps):
    """The lines that a reader sees: plain, none twice, and a = b, a = c as a = b = c."""
    lines, steps = [], _plain(steps)
    for step in steps:
        before = lines[-1] if lines else None
        if before and (before.cases, _left(before)) != (step.cases, _left(step)):
            step = replace(step, continues=False)
        elif before and not step.mirrored | before.mirrored and step.formula.op == before.formula.op == "eq":
            together = step.formula.args[0] == before.formula.args[0] and {*before.supposes} <= {*step.supposes}
            step = replace(step, continues=step.continues or together)
        lines.append(step)
    return tuple(lines)


def _plain(steps):
    """The steps with the lines that rules made written plainly; the last, which is what is claimed, as it stands. None says the
    limit of a constant.

    What a case supposes stands above its lines, and no line says it again unless it is the only one; nor is said what was said
    before in no more cases and under no more suppositions, but where a chain goes on from it.
    """
    lines, steps, standing = [], [step for step in steps if not _only_opens(step, steps)], {}
    for place, step in enumerate(steps):
        last = place + 1 == len(steps)
        if step.given is not None and not last and step.formula.op in ("eq", "le", "lt"):
            step = replace(step, formula=plain_line(step.formula, step.given))
        if step.by is not None:
            step = replace(step, by=plain_line(step.by, (*step.supposes, *(step.given or ()))))
        if not last and _limit_of_constant(step.formula):
            continue
        as_before = _as_before(step, lines[-1:])
        if last and as_before:  # the last stands as it is claimed, for the reason of the line that says it already
            before = lines.pop()
            step = replace(step, rule=before.rule, because=before.because, continues=before.continues)
        goes_on = not last and steps[place + 1].continues
        same_again = not last and (as_before or _said_before(step, standing, goes_on))
        if not last and as_before:
            lines[-1] = replace(lines[-1], supposes=step.supposes)  # all that it takes for the line to hold
        if not same_again and (last or step.formula.op != "eq" or len(set(step.formula.args)) > 1):
            lines.append(step)
            standing.setdefault(_said(step)[:2], []).append((len(step.cases), {*step.cases}, {*step.supposes}))
    return lines


def _said(step):
    return step.formula, step.mirrored, step.cases


def _as_before(step, before):
    """Does a line read as the one before it, where a rule made one of them? What differs is not seen, as the order of a sum."""
    if _said(step) in map(_said, before):
        return True
    alike = [line for line in before if (step.given, line.given) != (None, None) and _said(line)[1:] == _said(step)[1:]]
    return any(write(line.formula) == write(step.formula) for line in alike for write in (latex, text))


def _said_before(step, standing, goes_on):
    """Was a line said before, in cases among its own (in fewer, where a chain goes on) and under no other suppositions?"""
    told, depth = standing.get(_said(step)[:2], ()), len(step.cases) - goes_on
    return any(around <= depth and {*step.cases} >= cases and {*step.supposes} >= given for around, cases, given in told)


def _left(step):
    return step.formula.args[step.mirrored] if len(step.formula.args) == 2 else None


def _only_opens(step, steps):
    """Does a step only say what a case of its own supposes, and others say more in it?"""
    inside = (s for s in steps if s.cases[: len(step.cases)] == step.cases and s is not step)
    return any(_same(step.formula, case) for case in step.cases) and any(inside)


def _same(formula, other):
    return formula == other or formula.op == other.op == "eq" and set(formula.args) == set(other.args)


def _limit_of_constant(formula):
    left, right = formula.args if formula.op == "eq" else (None, None)
    return left is not None and left.op == "limit" and left.args[-1] == right


# --- how they are written --------------------------------------------------------------------------------------------


def printed(lines):
    """Lines as they are written. What was said in a line before is told by its number, as is a lemma that a line uses."""
    return tuple(_written_out(line, *_back(line, lines[:place])) for place, line in enumerate(lines))


def _back(line, before):
    """What a line goes back to: itself, where it was said under no more suppositions, or a lemma; and the number of that line."""
    again = _place(line.formula, line, before)
    if again and {*before[again - 1].supposes} <= {*line.supposes}:
        return line.formula, again
    return line.by, _place(line.by, line, before) if line.by is not None else 0


def _place(formula, line, before):
    """The number of the last line before that says a formula in no other cases than this one; 0 where none does."""
    fits = (n for n, b in enumerate(before, 1) if b.formula == formula and b.cases == line.cases[: len(b.cases)])
    return max(fits, default=0)


def _written_out(line, used, place):
    whole, cases = replace(line, continues=False), tuple(map(as_said, line.cases))
    return Shown(
        written(line, latex, LATEX_SIGNS),
        written(whole, text, TEXT_SIGNS),
        LEMMA if used is not None else line.rule,
        "" if used is line.formula else line.because,
        tuple(map(text, cases)),
        tuple(map(latex, cases)),
        by="" if used is None else text(used),
        by_latex="" if used is None else latex(used),
        by_line=place,
        left_out=len(line.way),
        way=printed([_within(step, line.cases, place) for place, step in enumerate(line.way)]),
    )


def _within(step, cases, place):
    """A line of a way: it stands in the cases of the line that it leads to, and says only those that are its own."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(step.cases, cases)))
    return replace(step, cases=step.cases[shared:], continues=step.continues and place > 0)


LATEX_SIGNS = {"eq": "=", "reduces": "=", "le": r"\le", "lt": "<"}, {"le": r"\ge", "lt": ">"}
TEXT_SIGNS = {"eq": "=", "reduces": "=", "le": "<=", "lt": "<"}, {"le": ">=", "lt": ">"}


def written(step, write, signs):
    """A step as a relation, or without its left side where it continues the line before."""
    op, sides = step.formula.op, step.formula.args
    if not step.mirrored and not step.continues:
        return write(step.formula)
    left, right = reversed(sides) if step.mirrored else sides
    sign = signs[step.mirrored][op]
    return f"{sign} {write(right)}" if step.continues else f"{write(left)} {sign} {write(right)}"
