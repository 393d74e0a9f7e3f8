"""The measurements as a page of Markdown."""
import datetime
import os
import platform
import re
import sys
from importlib import metadata


def seconds(value):
    if value >= 1:
        return f"{value:.2f} s" if value < 100 else f"{value:.0f} s"
    if value >= 1e-3:
        return f"{value * 1e3:.3g} ms"
    return f"{value * 1e6:.3g} µs"


def count(size):
    return {0: "bundled", 1_000: "10³", 10_000: "10⁴", 100_000: "10⁵", 1_000_000: "10⁶"}.get(size, f"{size:,}".replace(",", " "))


def progress(row, size, results):
    parts = []
    for result in results:
        if "fault" in result:
            parts.append(f"{result['name']}: {result['fault']}")
        else:
            word = {True: " =", False: " DIFFERS", None: ""}[result["agrees"]]
            parts.append(f"{result['name']} {seconds(result['wall'])} (cpu {seconds(result['cpu'])}){word}")
    print(f"{row.key} {size}: " + "; ".join(parts), file=sys.stderr, flush=True)


def machine():
    model = platform.machine()
    try:
        with open("/proc/cpuinfo") as lines:
            found = re.search(r"model name\s*: (.*)", lines.read())
        model = found.group(1) if found else model
    except OSError:
        pass
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def versions():
    names = ["numpy", "scipy", "pandas", "networkx", "igraph", "rustworkx", "boario"]
    found = []
    for name in names:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(found)


def limit(row, size, rates):
    """The time that moving the least bytes takes at the measured rates."""
    if row.least is None or not rates:
        return ""
    in_sequence, in_lines = row.least(size, 4.7 * size)
    return seconds(in_sequence / rates["sequence"] + in_lines / rates["lines"])


def page(taken, bandwidth, extremes, load):
    rates = {}
    for kernel, key in (("bandwidth-sequence", "sequence"), ("bandwidth-lines", "lines")):
        reading = bandwidth.get(kernel, {})
        if "bytes" in reading:
            rates[key] = reading["bytes"] / reading["wall"]
    out = ["# Measurements", ""]
    out.append(
        "Written by `Benchmarks/run --write`; what is measured how stands in [Benchmarks](../Benchmarks/README.md). Ours and "
        "each peer ran on the same files in one run, in alternating order; times are medians. A speed counts only beside "
        "an equal answer: “=” says that the answers were compared and agree."
    )
    out.append("")
    out.append(f"- Date: {datetime.date.today().isoformat()}")
    out.append(f"- Machine: {machine()}")
    out.append(f"- Load when it began (1 is one busy core): {load:.1f}. Above 1 wall times are longer than they would be alone; CPU times less so.")
    out.append(f"- Peers: Python {platform.python_version()}, {versions()}")
    if len(rates) == 2:
        out.append(
            f"- Memory: {rates['sequence'] / 1e9:.1f} GB/s read in sequence, {rates['lines'] / 1e9:.1f} GB/s in random "
            "lines of 64 bytes, one core"
        )
    out += ["", "“Limit” is the time in which the bytes that have to move at least can move at these rates.", ""]
    rows = []
    for entry in taken:
        if entry["row"] not in rows:
            rows.append(entry["row"])
    for row in rows:
        out += [f"## {row.title[0].upper()}{row.title[1:]}", ""]
        if row.target:
            out += [f"Target: {row.target}.", ""]
        out.append("| Entities | Ours, wall | CPU | Memory | Limit | Peer | Wall | CPU | Memory | Ratio, wall | CPU | Answer |")
        out.append("|---|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|---|")
        for entry in taken:
            if entry["row"] is row:
                out += lines(row, entry["size"], entry["results"], rates)
        if row.note:
            out += ["", row.note]
        out.append("")
    if extremes:
        out += ["## Graphs at the edge", "", "Answers are known in closed form.", ""]
        out += ["| Graph | Wall | CPU | Memory | Answer |", "|---|--:|--:|--:|---|"]
        for outcome in extremes:
            if "error" in outcome:
                out.append(f"| {outcome['error']} | | | | **failed** |")
                continue
            out.append(
                f"| {outcome['what']} | {seconds(outcome['wall'])} | {seconds(outcome['cpu'])} "
                f"| {megabytes(outcome['peak_bytes'] or 0)} | {'right' if outcome['right'] else '**wrong**'} |"
            )
        out.append("")
    return "\n".join(out)


def megabytes(value):
    return f"{value / 1e6:.0f} MB" if value >= 1e6 else ""


def lines(row, size, results, rates):
    ours, peers = results[0], results[1:]
    if "fault" in ours:
        return [f"| {count(size)} | {ours['fault']} | | | | | | | | | | |"]
    own = f"| {count(size)} | {seconds(ours['wall'])} | {seconds(ours['cpu'])} | {megabytes(ours['peak'])} | {limit(row, size, rates)} "
    if not peers:
        return [own + "| none at this size | | | | | | |"]
    out = []
    for number, peer in enumerate(peers):
        start = own if number == 0 else "| | | | | "
        if "fault" in peer:
            out.append(start + f"| {peer['name']}: {peer['fault']} | | | | | | |")
            continue
        word = {True: "=", False: "**differs**", None: "not compared"}[peer["agrees"]]
        out.append(
            start + f"| {peer['name']} | {seconds(peer['wall'])} | {seconds(peer['cpu'])} | {megabytes(peer['peak'])} "
            f"| {peer['wall'] / ours['wall']:.1f} × | {peer['cpu'] / max(ours['cpu'], 1e-9):.1f} × | {word} |"
        )
    return out
