"""The command line: verify, show, ledger, check, derive. Installed, its name is softmax-derived.

python -m derivations verify                        replay every proof
python -m derivations show softmax-jacobian/entries
python -m derivations ledger --json
python -m derivations check 'Derivative(LSE(z), z[i]) = softmax(z)[i]' --where 'n: dimension; z: real[n]; i: index[n]'
"""

import argparse
import json
import os
import signal
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from functools import partial, wraps
from itertools import count
from threading import Event, Thread
from time import perf_counter
from typing import NamedTuple

from .prover.clock import SECONDS
from .prover.files import DOCUMENTS, REFERENCE, NoCheckout, need_checkout
from .prover.garbage import rarely_collected
from .prover.interruption import Insistent


def main(arguments=None, keep=None):
    """Run one command; the exit code is 0 (all holds), 1 (something does not) or 2 (the question makes no sense).

    What `verify` replays it hands to `keep`, the record of each theorem that holds what it claims, in reading order.

    As in a shell, 130 is an interruption by Ctrl-C, 143 one by SIGTERM, and 141 a reader of the output who left.
    """
    sys.stderr = sys.stderr or open(os.devnull, "w")  # a closed one is None, and `print` would take standard output for it
    if sys.stdout is None:
        print("standard output is closed: nothing can be answered", file=sys.stderr)
        return 2
    rarely_collected()
    try:
        with Insistent([signal.SIGINT], lambda *_: KeyboardInterrupt()):
            options = _parser().parse_args(arguments, argparse.Namespace(keep=keep))
            code = options.run(options)
            sys.stdout.flush()
            return code
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read our output has read enough
        _discard_output()
        return 141
    except NoCheckout as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        place = error.filename or "the output"
        print(f"{place} cannot be written or read: {error.strerror or error}", file=sys.stderr)
        _discard_output()
        return 2


def _discard_output():
    """What could not be written is not tried once more at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # an output that is no file
        sys.stdout = open(os.devnull, "w")


def _program():
    """The command as it was typed."""
    name = os.path.basename(sys.argv[0])
    return "python -m derivations" if name in ("__main__.py", "-c", "") else name.removesuffix(".exe")


def _limit(text):
    from .prover.clock import seconds

    return _checked(seconds, text)


def _workers(text):
    from .prover.verdict.workers import count

    return _checked(count, text)


def _checked(question, text):
    """The answer to a question of a text, for argparse: it shows what is wrong in the question's own words."""
    try:
        return question(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(error) from None


def _parser():
    parser = argparse.ArgumentParser(prog=_program(), description="Softmax, derived: proofs for every n.")
    commands = parser.add_subparsers(required=True, metavar="verify | show | ledger | check | derive")

    verify = commands.add_parser("verify", help="replay proofs and compare them with what they claim")
    verify.add_argument("ids", nargs="*", metavar="ID", help="claims or parts; all of them when none is named")
    verify.add_argument("--anew", action="store_true", help="try all of them at points, whatever is written down of earlier trials")
    verify.add_argument("--jobs", type=_workers, default="-1", metavar="N", help="processes (default: all cores)")
    verify.set_defaults(run=_verify)

    show = commands.add_parser("show", help="a derivation, step by step")
    show.add_argument("id", metavar="ID")
    show.add_argument("--latex", action="store_true", help="formulas as LaTeX")
    show.set_defaults(run=_show)

    listing = commands.add_parser("ledger", help="the record of every theorem")
    listing.add_argument("--json", action="store_true", help="an array of records")
    listing.add_argument(
        "--snapshot", action="store_true", help="write what each theorem claims, and which were tried, to be committed"
    )
    listing.add_argument(
        "--readme", action="store_true", help="write the table of theorems into the README, and TRUST.md, to be committed"
    )
    listing.set_defaults(run=_ledger)

    record = commands.add_parser("record", help="search for the proofs that chapters ask for and that are not written down")
    record.add_argument("ids", nargs="*", metavar="ID", help="claims or parts; all of them when none is named")
    record.add_argument("--timeout", type=_limit, default=60.0, metavar="SECONDS", help="for each statement (default 60)")
    record.set_defaults(run=_record)

    check = commands.add_parser("check", help="decide statements of your own")
    check.format_help = lambda usual=check.format_help: f"{usual()}\n{REFERENCE.read_text(encoding='utf-8')}"
    check.add_argument("what", nargs="+", metavar="STATEMENT | FILE.jsonl | DOCUMENT | -",
                       help="a statement, plain or in LaTeX; a file of them, one JSON object a line; or a .tex, .md, .qmd, .rst, "
                            ".ipynb or .py whose displayed equations are judged step by step")  # fmt: skip
    check.add_argument("--where", default="", metavar="DECLARATIONS", help="the symbols: 'n: dimension; z: real[n]'")
    check.add_argument("--given", action="append", default=[], metavar="RELATION", help="a hypothesis (may be repeated)")
    check.add_argument("--json", action="store_true", help="of a document: an array of records")
    check.add_argument("--only-refuted", action="store_true", help="succeed unless something is refuted, vacuous or in error")
    check.add_argument("--explain", action="store_true", help="the derivation that was found")
    check.add_argument("--timeout", type=_limit, default=SECONDS, metavar="SECONDS", help="for each (default %(default)g)")
    check.add_argument("--jobs", type=_workers, default="-1", metavar="N", help="worker processes for a file (default: all cores)")
    check.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler, instead of this machine's cores")
    check.set_defaults(run=_check)
    derive = commands.add_parser(
        "derive", help="the right side: a derivative, limit, integral or sum in closed form, with its proof"
    )
    derive.add_argument("what", metavar="EXPRESSION", help="in the plain language or in LaTeX: 'Derivative(LSE(z), z[i], z[j])'")
    derive.add_argument("--where", default="", metavar="DECLARATIONS", help="the symbols: 'n: dimension; z: real[n]'")
    derive.add_argument("--given", action="append", default=[], metavar="RELATION", help="a hypothesis (may be repeated)")
    derive.add_argument("--timeout", type=_limit, default=SECONDS, metavar="SECONDS", help="at most (default %(default)g)")
    derive.add_argument("--json", action="store_true", help="lhs, rhs, latex, verdict, dimension, axioms")
    derive.set_defaults(run=_derive)
    return parser


def _with_ledger(command):
    """A command over the ledger, which brings the chapters and SymPy: `check` starts without them."""

    @wraps(command)
    def run(options):
        from .prover.book import ledger as books

        try:
            return command(options, books)
        except books.UnknownId as unknown:
            print(unknown, file=sys.stderr)
            return 2
        except books.Failures as failure:  # a step of a derivation, say; `verify` goes on with the others
            print(f"a proof fails: {failure}\n`{_program()} verify` says whose", file=sys.stderr)
            return 1

    return run


# --- verify ---------------------------------------------------------------------------------------------------------


@_with_ledger
def _verify(options, books):
    from .prover.book import tried

    started = perf_counter()
    chosen = books.chosen(options.ids)
    claimed, records = books.snapshot(), {} if options.anew else tried.known()
    failed = contradicted = 0
    how = Counter()
    width = max((len(p.part) for p in chosen), default=0)
    question = partial(_row, claimed=claimed, records=records, books=books, kept=options.keep is not None)
    rows = books.replayed(question, chosen, options.jobs)
    for place, (proposition, row) in enumerate(zip(chosen, rows), 1):
        if sys.stderr.isatty():
            print(f"\r\033[K{place}/{len(chosen)} {proposition.part:{width}}\r", end="", file=sys.stderr, flush=True)
        failed += row.word != "ok"
        if row.entry is not None:
            options.keep(row.entry)
        contradicted += row.contradicted
        how[row.tried] += 1
        mark, note = ("ok      ", "") if row.word == "ok" else ("FAILED  ", f"  {row.word}")
        print(f"{mark}{proposition.part:{width}}  {row.said}{note}")
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    missing = sorted(set(claimed) - {p.part for p in chosen}) if not options.ids else []
    for part in missing:
        print(f"FAILED  {part:{width}}  claimed in the snapshot, and proved nowhere")
    seconds = perf_counter() - started
    held = f"{len(chosen) - failed} of {len(chosen) + len(missing)} theorems hold what they claim"
    print(f"{held}; tried at points: {how[NOW]} now, {how[BEFORE]} when {tried.TRIED.name} was written ({seconds:.2f} s)")
    return 2 if contradicted else 1 if failed or missing or not chosen else 0


NOW, BEFORE, NEVER = "now", "before", "never"  # when a theorem was evaluated at a point


class _Row(NamedTuple):
    """What the replay of a theorem says."""

    word: str  # "ok", or what is wrong
    said: str = ""  # its grade, its dimension, how many steps were checked
    tried: str = NEVER
    contradicted: bool = False  # by points
    entry: object = None  # the theorem's record, where somebody keeps it


def _row(proposition, claimed, records, books, kept):
    from .prover.book import tried
    from .prover.proof.grades import graded

    try:
        claim, steps = proposition.claim, len(proposition.derivation.steps)
    except books.Failures as failure:
        return _Row(str(failure))
    said, evaluated = f"{graded(claim['grade'], claim['dimension'])}  ({steps} steps)", tried.recorded(proposition, records)
    when = BEFORE if evaluated else NEVER
    if evaluated is None:
        outcome = proposition.trial()
        when = NOW if outcome.evaluated else NEVER
        if outcome.refuted:
            word = f"the kernel proves this, and the refutation denies it: {outcome.counterexample}; please report it"
            return _Row(word, said, when, True)
    before = claimed.get(proposition.part)
    if before is None:
        word = f"not in the snapshot: run `{_program()} ledger --snapshot`"
    elif before != claim:
        word = f"the snapshot claims {before['grade']}, {before['dimension']}, digest {before['digest'][:12]}"
    else:
        return _Row("ok", said, when, entry=proposition.entry if kept else None)
    return _Row(word, said, when)


# --- show and ledger ------------------------------------------------------------------------------------------------


@_with_ledger
def _show(options, books):
    from .prover.proof.grades import graded

    for proposition in books.chosen([options.id]):
        entry = proposition.entry
        print(f"{entry.part}: {entry.title}")
        print(f"  {entry.latex if options.latex else entry.statement}")
        for name, values in (
            ("for", entry.ranges_latex if options.latex else entry.ranges),
            ("given", entry.hypotheses_latex if options.latex else entry.hypotheses),
            ("axioms", entry.axioms),
            ("uses", entry.uses),
        ):
            if values:
                print(f"  {name}: {'; '.join(values)}")
        print(f"  {graded(entry.grade, entry.dimension)}, tag {entry.tag}, digest {entry.digest[:12]}\n")
        _show_lines(entry.derivation, options.latex)
        print()
    return 0


def _show_lines(derivation, as_latex, left=""):
    """The lines of a derivation with their numbers, each after those that lead to it and that other prints leave out."""
    from .prover.book.cases import INDENT, Case, by_cases

    number = count(1)
    for depth, line in by_cases(derivation):
        indent, formula = left + INDENT * depth, line.latex if as_latex else line.text
        if isinstance(line, Case):
            print(f"      {indent}Case {formula}:")
            continue
        here = next(number)
        if line.way:
            print(f"      {indent}What leads to line {here}:")
            _show_lines(line.way, as_latex, indent + INDENT)
        print(f"  {here:2}. {indent}{formula}\n      {indent}[{replace(line, left_out=0).reason(here)}]")


@_with_ledger
def _ledger(options, books):
    from .prover.proof.grades import graded

    if options.snapshot or options.readme:
        need_checkout()
    if options.snapshot:
        entries = _written_down(books)
    else:
        entries = books.ledger()
    if options.readme:
        books.write_readme(entries)
        from .prover.book import trust

        trust.write()
        print(f"{len(entries)} theorems written to {books.README.name}, and the rules to {trust.TRUST.name}")
    if options.json:
        print(json.dumps([entry.record() for entry in entries], ensure_ascii=False, indent=1))
    if not (options.snapshot or options.readme or options.json):
        width = max(len(entry.part) for entry in entries)
        for entry in entries:
            print(f"{entry.part:{width}}  {graded(entry.grade, entry.dimension)}  {entry.statement}")
    return 0


def _written_down(books):
    """The records of the ledger, after their claims were written down, and what had to be tried at points."""
    from .prover.book import tried
    from .prover.clock import by_work

    by_work()  # what is written down does not depend on what else the machine has to do
    propositions, records = books.propositions(), tried.known()
    entries, outcomes = zip(*books.replayed(lambda p: (p.entry, tried.outcome(p, records)), propositions))
    books.write_snapshot(entries)
    tried.write_down(dict(zip((p.part for p in propositions), outcomes)))
    print(f"{len(entries)} claims written to {books.SNAPSHOT.name}, {sum(map(bool, outcomes))} trials to {tried.TRIED.name}")
    return entries


@_with_ledger
def _record(options, books):
    from .prover.verdict.recording import write_down

    need_checkout()
    failed = 0
    for proposition in books.chosen(options.ids):
        try:
            for line in write_down(proposition, options.timeout):
                print(line, flush=True)
        except ValueError as failure:  # a step that failed is one
            failed += 1
            print(f"FAILED  {proposition.part}: {failure}", flush=True)
    return 1 if failed else 0


# --- check ----------------------------------------------------------------------------------------------------------


def _check(options):
    """Of several files each is judged in turn, and the exit code is the largest."""
    worst, asked = 0, options.what
    for options.what in asked:
        worst = max(worst, _check_one(options))
        if worst > 2:  # interrupted
            break
    return worst


def _check_one(options):
    if options.what == "-" or options.what.endswith(".jsonl"):
        return _check_file(options)
    if options.what.lower().endswith(DOCUMENTS):
        return _check_document(options)
    if os.path.sep in options.what and os.path.exists(options.what):
        print(f"{options.what} is no document that is read: {', '.join(DOCUMENTS)} and .jsonl are", file=sys.stderr)
        return 2
    from .prover.language.grammar import LanguageError
    from .prover.verdict.exit_codes import exit_code
    from .prover.verdict.explanation import explained
    from .prover.verdict.judge import check
    from .prover.verdict.remarks import told

    try:
        with _progress(options.timeout):
            verdict = check(options.what, options.where, options.given, options.timeout)
            answer = told(verdict)
    except LanguageError as error:
        print(error, file=sys.stderr)
        return 2
    print(answer)
    if options.explain and verdict.word == "proved":
        print("\n".join(explained(verdict.theorem)))
    return exit_code({verdict.word}, options.only_refuted)


@contextmanager
def _progress(limit):
    """On a terminal, a line that counts the seconds once a second has gone by."""
    done = Event()

    def count():
        passed = 0
        while not done.wait(1):
            passed += 1
            print(f"\rdeciding: {passed} s of at most {limit:g}", end="", file=sys.stderr, flush=True)
        if passed:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    thread = Thread(target=count, daemon=True)
    if sys.stderr.isatty():
        thread.start()
    try:
        yield
    finally:
        done.set()
        if thread.ident is not None:
            thread.join()


def _derive(options):
    from .prover.language.grammar import LanguageError
    from .prover.verdict.derive import derive
    from .prover.verdict.exit_codes import exit_code

    try:
        with _progress(options.timeout):
            found = derive(options.what, options.where, options.given, options.timeout)
    except LanguageError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(found.record(), ensure_ascii=False) if options.json else found)
    return 1 if found.right is None else exit_code({found.verdict.word})


def _check_document(options):
    from .prover.language.grammar import LanguageError
    from .prover.verdict import documents

    records = []
    try:
        for record in documents.judged(options.what, options.where, options.given, options.timeout):
            records.append(record)
            if not options.json:
                print(documents.told(record), flush=True)
    except LanguageError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.what}: {error.strerror}; name a document, {', '.join(DOCUMENTS)}", file=sys.stderr)
        return 2
    print(json.dumps(records, ensure_ascii=False, indent=1) if options.json else documents.totals(records))
    return documents.exit_code(records, options.only_refuted)


def _check_file(options):
    from .prover.verdict.batch import lines_of, run

    settings = {"timeout": options.timeout, "jobs": options.jobs, "cluster": options.cluster, "only_refuted": options.only_refuted}
    try:
        if options.what == "-":
            file = open(0, "rb", closefd=False)  # not sys.stdin: the thread that reads it must be able to stay behind
        else:
            file = open(options.what, "rb")
    except OSError as error:
        print(f"{options.what}: {error.strerror}; name a file of statements, one JSON object a line", file=sys.stderr)
        return 2
    try:
        return run(lines_of(file), **settings)
    except (ImportError, ConnectionError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
