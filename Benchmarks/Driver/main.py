"""Runs ours and peers on the same files in alternating order, compares the answers, and writes the table."""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

import numpy as np

import commands
import dense
import report
from network import Network
from rows import ROWS
from worker import Worker

HERE = pathlib.Path(__file__).resolve().parent
QUICK = (80, 200, 400, 1_000, 10_000)


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(options.work)
        self.data = self.work / "data"
        self.answers = self.work / "answers"
        self.data.mkdir(parents=True, exist_ok=True)
        self.answers.mkdir(exist_ok=True)
        self.workers = {}
        self.folder = None

    def folder_of(self, network, size):
        folder = self.data / f"{network}-{size}"
        if network == "dense" and not folder.exists():
            dense.write(folder)
        if not folder.exists():
            more = ["--cycles", "0.02"] if network == "cyclic" else []
            more += ["--volumes"] if network == "volumes" else []
            subprocess.run(
                [self.options.chokepoint, "generate", "--nodes", str(size), "--seed", "1", "-o", folder, "--quiet"]
                + more,
                check=True,
            )
        return folder

    def worker(self, folder, kind):
        if folder != self.folder:
            self.close()
            self.folder = folder
        if kind not in self.workers:
            command = {
                "ours": [self.options.measure, folder],
                "peer": [sys.executable, HERE / "peer.py", folder],
                "system": [self.options.system_python, HERE / "peer.py", folder],
            }[kind]
            environment = dict(os.environ)
            if kind == "system":
                environment.pop("PYTHONPATH", None)
                Network(folder).save_edges()
            self.workers[kind] = Worker([str(part) for part in command], environment)
        return self.workers[kind]

    def close(self):
        for worker in self.workers.values():
            worker.close()
        self.workers = {}

    def measure(self, row, size):
        """One row at one size: medians of ours and of each peer."""
        folder = self.folder_of(row.network, size)
        contenders = [("ours", "ours", row.kernel, row.arguments(size))]
        for peer in row.peers:
            if size <= peer.largest:
                arguments = (peer.arguments or row.arguments)(size)
                kind = "ours" if peer.inside else "system" if peer.system else "peer"
                contenders.append((peer.name, kind, peer.kernel, arguments))
        compared = {"ours"} | {peer.name for peer in row.peers if peer.compared}
        readings = {name: [] for name, *_ in contenders}
        faults = {}
        answers = {}
        for round in range((min(row.rounds, self.options.rounds) or self.options.rounds) + 1):
            for name, kind, kernel, arguments in contenders if round % 2 == 0 else reversed(contenders):
                if name in faults:
                    continue
                # The first round warms up and gives the answers.
                file = str(self.answers / f"{row.key}-{size}-{len(answers)}") if round == 0 else "-"
                reading = self.worker(folder, kind).ask(kernel, file, arguments, self.options.limit)
                if "error" in reading:
                    faults[name] = reading["error"]
                elif round == 0:
                    answers[name] = np.fromfile(file) if os.path.exists(file) else None
                else:
                    readings[name].append(reading)
        results = []
        for name, *_ in contenders:
            if name in faults:
                results.append({"name": name, "fault": faults[name]})
                continue
            taken = readings[name]
            results.append(
                {
                    "name": name,
                    "wall": statistics.median(r["wall"] for r in taken),
                    "cpu": statistics.median(r["cpu"] for r in taken),
                    "peak": max(r.get("peak_bytes") or 0 for r in taken),
                    "agrees": self.agreement(row, answers.get("ours"), answers.get(name)) if name != "ours" and name in compared else None,
                }
            )
        return results

    @staticmethod
    def agreement(row, ours, other):
        """None where there is nothing to compare, else whether both gave the same answer."""
        if row.tolerance is None or ours is None or other is None:
            return None
        if row.compare:
            ours, other = row.compare(ours, other)
        if ours.shape != other.shape:
            return False
        return bool(np.abs(ours - other).max(initial=0) <= row.tolerance)

    def bandwidth(self, size):
        worker = self.worker(self.folder_of("acyclic", size), "ours")
        return {kernel: worker.ask(kernel, "-", [], 120) for kernel in ("bandwidth-sequence", "bandwidth-lines")}

    def run(self):
        chosen = [row for row in ROWS if not self.options.only or row.key in self.options.only]
        taken = []
        for size in sorted({size for row in chosen for size in row.sizes}):
            if size > self.options.largest or (self.options.quick and size not in QUICK):
                continue
            for network in ("acyclic", "cyclic", "volumes", "dense"):
                for row in chosen:
                    if row.network != network or size not in row.sizes:
                        continue
                    results = self.measure(row, size)
                    taken.append({"row": row, "size": size, "results": results})
                    report.progress(row, size, results)
        bandwidth = self.bandwidth(min(self.options.largest, 10_000))
        self.close()
        taken += commands.run(self, chosen_keys=self.options.only)
        return taken, bandwidth, self.extremes()

    def extremes(self):
        """Graphs at the edge, at full size; not in a quick run."""
        if self.options.quick or (self.options.only and "extremes" not in self.options.only):
            return []
        output = subprocess.run([self.options.measure, "--extremes"], capture_output=True, text=True).stdout
        return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--measure", required=True)
    parser.add_argument("--chokepoint", required=True)
    parser.add_argument("--system-python", default="/usr/bin/python3")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", metavar="FILE")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--largest", type=int, default=10**6)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=600)
    options = parser.parse_args()
    if options.quick:
        options.rounds = min(options.rounds, 3)
    load = os.getloadavg()[0]
    taken, bandwidth, extremes = Bench(options).run()
    text = report.page(taken, bandwidth, extremes, load)
    if options.write:
        pathlib.Path(options.write).write_text(text)
    else:
        print(text)
    disagreeing = [
        (entry["row"].key, entry["size"], result["name"])
        for entry in taken
        for result in entry["results"]
        if result.get("agrees") is False
    ]
    disagreeing += [("extremes", "", outcome.get("what", outcome)) for outcome in extremes if not outcome.get("right")]
    broken = [entry["row"].key for entry in taken if "fault" in entry["results"][0]]
    if disagreeing or broken:
        sys.exit(f"answers differ: {disagreeing}; ours failed: {broken}")


main()
