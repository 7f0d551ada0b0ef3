"""Which process runs which file of tests, and when.

A file is for one process, and so are the files that ask for the same theorems, and the notebooks, whose kernels branch off from one
process. What takes longest comes first, so that no process works alone at the end, and who reads the records of the theorems comes
after who makes them: nobody waits, or makes them anew. A sweep, where these would keep one process too long, goes its own way.
"""

from pathlib import Path

TOGETHER = (  # files that ask for every theorem, or for many: one process replays the proofs for all of them
    "command_line", "notebooks", "near_misses", "false_greens", "instances", "oracles", "latex", "recorded", "tried", "two_judges",
    "rivals_table", "peers", "ledger", "chain", "display", "by_cases", "witnesses",
)  # fmt: skip
READING = ("build", "book", "paper", "figures", "mistakes")  # files that ask for the records, which command_line keeps first of all
LONGEST = (
    *TOGETHER, "batch", "moments_and_equality", "verdict", "examples", "numbers_and_maxima", "integrals",
    "build", "book", *sorted(path.stem for path in (Path(__file__).parent.parent / "notebooks").glob("*.ipynb")),
    "kernel_mutants", "benchmarks", "installed", "reference", "check_fuzz", "derive", "limits", "inequalities", "remarks",
    "kernel_fuzz",
)  # fmt: skip


def file(name):
    return f"notebooks/{name}.ipynb" if name[0].isdigit() else f"tests/test_{name}.py"


def sort(items):
    order = {file(name): place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))


def scheduler(config, log):
    from xdist.scheduler import LoadFileScheduling

    theorems = {*map(file, TOGETHER)}

    class Sharing(LoadFileScheduling):
        kept = False  # the records of the theorems

        def _split_scope(self, nodeid):
            scope = super()._split_scope(nodeid)
            if scope in theorems:
                return "theorems"
            return "notebooks" if scope.startswith("notebooks/") else scope

        def mark_test_complete(self, node, item_index, duration=0):
            self.kept = self.kept or self._split_scope(self.registered_collections[node][item_index]) == "theorems"
            super().mark_test_complete(node, item_index, duration)

        def _assign_work_unit(self, node):
            waiting = () if self.kept else ("notebooks", *map(file, READING))
            first = next((scope for scope in self.workqueue if scope not in waiting), next(iter(self.workqueue)))
            self.workqueue.move_to_end(first, last=False)
            super()._assign_work_unit(node)

    return Sharing(config, log)
