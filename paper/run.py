"""Run every notebook from nothing, in this environment; what was committed as output is not looked at.

The build starts kernels as kernels.py says, with the records of the theorems that it has replayed just before.
"""

from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from derivations.prover.book.display import MIME

from .assemble import BuildError
from .citations import with_links

QUIET = ["--log-level=ERROR"]


def execute(path, folder):
    """Run one notebook and write it to the folder."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    here = {"metadata": {"path": path.parent}}
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources=here, extra_arguments=QUIET)
    try:
        client.execute()
    except CellExecutionError as error:
        number = next(i for i, c in enumerate(notebook.cells, 1) if any(failed(o) for o in c.get("outputs", [])))
        raise BuildError(f"{path.name}, cell {number}: {error.ename}: {error.evalue}") from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    nbformat.write(notebook, folder / path.name)


def joined(outputs):
    """The outputs of a cell, each text that came in several pieces as one: where it is cut depends on the machine's mood."""
    result = []
    for output in outputs:
        last = result[-1] if result else {}
        if output.output_type == "stream" and (last.get("output_type"), last.get("name")) == ("stream", output.name):
            last.text += output.text
        else:
            result.append(output)
    return result


def merge(committed, executed, output):
    """A notebook with its prose and tags as they are committed, and the outputs of its run."""
    notebook, run = nbformat.read(committed, as_version=4), nbformat.read(executed, as_version=4)
    ran = iter([cell for cell in run.cells if cell.cell_type == "code"])
    for cell in notebook.cells:
        if cell.cell_type == "code":
            with_outputs = next(ran)
            cell.outputs, cell.execution_count = with_outputs.outputs, with_outputs.execution_count
    nbformat.write(notebook, output)


def refresh(committed, executed):
    """Give a notebook the outputs of its fresh run, as they are to be committed: no times, no traces of the machine, and links for
    keys of sources."""
    notebook = nbformat.read(executed, as_version=4)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "markdown":
            cell.source = with_links(cell.source)
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, committed)


def keep_figure(executed, folder):
    """The first figure of a notebook, if it shows one, as a file of its own."""
    notebook = nbformat.read(executed, as_version=4)
    outputs = (output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))
    data = next((data for data in outputs if data.get(MIME, {}).get("kind") == "figure"), None)
    if data is not None:
        folder.mkdir(exist_ok=True)
        (folder / f"{data[MIME]['id']}.svg").write_text(data["image/svg+xml"])


def failed(output):
    return output.output_type == "error"


def execute_all(notebooks, folder):
    """Run the notebooks, two at a time. Raises BuildError if there is none."""
    if not notebooks:
        raise BuildError("there is no notebook to run")
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(execute, path, folder) for path in notebooks]:
            done.result()
