"""A process that runs kernels on request: ours or a peer's."""
import json
import selectors
import subprocess
import time


class Worker:
    def __init__(self, command, environment=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self.first = self.read(900)

    def ask(self, kernel, answer, arguments, limit):
        """Runs a kernel once; a dictionary with `wall` and `cpu`, or with `error`."""
        if self.process.poll() is not None:
            return {"error": "the process has ended"}
        self.process.stdin.write(" ".join([kernel, answer] + [str(a) for a in arguments]) + "\n")
        self.process.stdin.flush()
        return self.read(limit)

    def read(self, limit):
        selector = selectors.DefaultSelector()
        selector.register(self.process.stdout, selectors.EVENT_READ)
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if selector.select(timeout=min(5, max(0, end - time.monotonic()))):
                line = self.process.stdout.readline()
                if not line:
                    return {"error": "the process has ended"}
                if line.startswith("{"):
                    return json.loads(line)
        self.close()
        return {"error": f"no answer within {limit:.0f} s"}

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
