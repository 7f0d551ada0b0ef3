"""Kernels of notebooks that branch off from one process, which has imported what every notebook imports.

A kernel that starts anew spends two seconds on imports, and replays the theorems that its notebook shows, which the build has done
just before. Here neither is done twice: see imported_by_kernels.py. A sweep, and who refreshes notebooks, starts kernels anew.
"""

import os
import sys
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context

FORKS = get_context("forkserver" if "forkserver" in get_all_start_methods() else None)


class Kernel:
    """A process that has branched off, with what Jupyter asks of a `Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, command, env=None, cwd=None, **_):
        here, there = FORKS.Pipe()
        self._process = FORKS.Process(target=_serve, args=(command, env, cwd, there), daemon=True)
        self._process.start()
        there.close()
        here.recv()  # it is the leader of a group by now, which may be signalled
        self.pid, self.kill, self.terminate = self._process.pid, self._process.kill, self._process.terminate

    def poll(self):
        return self._process.exitcode

    def wait(self):
        self._process.join()
        return self.poll()

    def send_signal(self, number):
        os.kill(self.pid, number)


def branch_off():
    """From now on, Jupyter's kernels are started so in this process."""
    from jupyter_client.provisioning import local_provisioner

    FORKS.set_forkserver_preload(["paper.imported_by_kernels"])
    local_provisioner.launch_kernel = Kernel


@contextmanager
def branching():
    """Kernels that are started within branch off, where the platform can do that."""
    from jupyter_client.provisioning import local_provisioner

    before = local_provisioner.launch_kernel
    if "forkserver" in get_all_start_methods():
        branch_off()
    try:
        yield
    finally:
        local_provisioner.launch_kernel = before


def anew(monkeypatch):
    """Kernels start anew, as they do for a reader, as long as a test runs."""
    from jupyter_client import launcher
    from jupyter_client.provisioning import local_provisioner

    monkeypatch.setattr(local_provisioner, "launch_kernel", launcher.launch_kernel)


def _serve(command, env, cwd, there):
    from ipykernel import kernelapp

    os.setsid()
    there.send("leader")
    os.chdir(cwd or ".")
    os.environ.clear()
    os.environ.update(env, JPY_PARENT_PID=str(os.getppid()))  # it ends when the process does that it has branched off from
    with open(os.devnull, "r+b") as nowhere:
        for stream in range(3):
            os.dup2(nowhere.fileno(), stream)
    sys.argv = command[command.index("-f") - 1 :]  # after the options of Python and the module
    kernelapp.launch_new_instance()
