"""Whole processes beside whole processes, start-up included."""
import os
import json
import re
import statistics
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import report


@dataclass
class Whole:
    """One kind of work for whole processes; stands in the report as the rows of `rows.py` do."""

    key: str
    title: str
    target: str
    # Makes the inputs: a list of (name, command, function that reads the answer or None).
    prepare: object
    sizes: tuple = (0,)
    note: str = ""
    least: object = None


def process(command):
    """Runs a command; wall time, processor time and the largest memory."""
    start = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        child = subprocess.Popen([str(part) for part in command], stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return {
        "wall": time.perf_counter() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": usage.ru_maxrss * 1024,
        "status": child.returncode,
    }


def exposure(bench, size):
    chokepoint = bench.options.chokepoint
    return [
        ("ours", [chokepoint, "exposure", "microsoft", "-o", bench.work / "exposure.txt"], None),
        ("python -c 'import networkx'", [sys.executable, "-c", "import networkx"], None),
    ]


def cut_sets(bench, size):
    """Ours against SCRAM on the same fault tree, written by us; both to order 3."""
    chokepoint = bench.options.chokepoint
    folder = bench.folder_of("acyclic", size)
    tree, ours, theirs = (bench.work / f"cuts-{size}.{end}" for end in ("xml", "json", "scram.xml"))
    command = [chokepoint, "cutsets", "t8-5", "--graph", folder, "--order", "3", "--threshold", "1"]
    made = subprocess.run([*map(str, command), "--mef", str(tree), "-o", os.devnull], capture_output=True, text=True)
    if made.returncode != 0:
        raise RuntimeError(made.stderr.strip().splitlines()[-1] if made.stderr.strip() else "cutsets failed")
    return [
        ("ours", [*command, "--json", "-o", ours], lambda: read_ours(ours)),
        ("SCRAM, ZBDD", ["scram", "--zbdd", "-l", "3", tree, "-o", theirs], lambda: read_scram(theirs, tree)),
    ]


def read_ours(path):
    with open(path) as file:
        result = json.load(file)
    if not result["complete"]:
        return None
    return sorted(sorted(members) for members in result["cut_sets"])


def read_scram(path, tree):
    label = {}
    for event in ElementTree.parse(tree).iter("define-basic-event"):
        found = event.find("label")
        label[event.get("name")] = found.text if found is not None else event.get("name")
    sets = []
    for product in ElementTree.parse(path).iter("product"):
        sets.append(sorted(label.get(event.get("name"), event.get("name")) for event in product.iter("basic-event")))
    return sorted(sets)


def draws(bench, size):
    command = [bench.options.chokepoint, "exposure", "microsoft", "--draws", "10000", "--seed", "1"]
    return [("ours", [*command, "-o", bench.work / "draws.txt"], None)]


def drawing(bench, size):
    chokepoint = bench.options.chokepoint
    folder = bench.folder_of("acyclic", size)
    dot = bench.work / f"picture-{size}.dot"
    view = [chokepoint, "draw", "--graph", folder, "--top", str(size), "--color-by", "kind"]
    subprocess.run([*map(str, view), "--format", "dot", "-o", str(dot)], check=True, capture_output=True)
    return [
        ("ours", [*view, "-o", bench.work / "picture.svg"], None),
        ("dot -Tsvg of the same graph", ["dot", "-Tsvg", dot, "-o", bench.work / "dot.svg"], None),
    ]


ROWS = [
    Whole("exposure-command", "`chokepoint exposure microsoft` on the bundled graph", "< 30 ms", exposure,
          note="networkx is only imported: nothing is computed."),
    Whole("cut-sets", "minimal cut sets to order 3 of one target", "< 0.05 s at 500", cut_sets, sizes=(200, 500, 1_000),
          note="SCRAM reads the fault tree, ours the CSV folder. The exact sets are compared."),
    Whole("draws", "10 000 draws of all exposures of a target, bundled graph", "< 2 s", draws,
          note="No tool has this."),
    Whole("drawing", "a picture of the largest view, Graphviz's layout included", "", drawing, sizes=(80, 200),
          note="Ours chooses, lays out through the same Graphviz inside the process, and writes the SVG itself."),
]


def run(bench, chosen_keys):
    taken = []
    for row in ROWS:
        if chosen_keys and row.key not in chosen_keys:
            continue
        for size in row.sizes:
            results = measure(bench, row, size)
            taken.append({"row": row, "size": size, "results": results})
            report.progress(row, size, results)
    return taken


def measure(bench, row, size):
    try:
        contenders = row.prepare(bench, size)
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        return [{"name": "ours", "fault": re.sub(r"\s+", " ", str(error))}]
    readings = {name: [] for name, *_ in contenders}
    faults = {}
    for round in range(bench.options.rounds + 1):
        for name, command, _ in contenders if round % 2 == 0 else reversed(contenders):
            if name in faults:
                continue
            try:
                reading = process(command)
            except OSError as error:
                faults[name] = f"cannot be run: {error.strerror}"
                continue
            if reading["status"] != 0:
                faults[name] = f"ends with {reading['status']}"
            elif round > 0:
                readings[name].append(reading)
    answers = {name: answer() for name, _, answer in contenders if answer and name not in faults}
    results = []
    for name, *_ in contenders:
        if name in faults:
            results.append({"name": name, "fault": faults[name]})
            continue
        agrees = None
        if name != "ours" and answers.get("ours") is not None and answers.get(name) is not None:
            agrees = answers["ours"] == answers[name]
        results.append(
            {
                "name": name,
                "wall": statistics.median(r["wall"] for r in readings[name]),
                "cpu": statistics.median(r["cpu"] for r in readings[name]),
                "peak": max(r["peak"] for r in readings[name]),
                "agrees": agrees,
            }
        )
    return results
