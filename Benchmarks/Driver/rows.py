"""What is measured beside what: one entry for each kind of work."""
from dataclasses import dataclass, field


@dataclass
class Peer:
    name: str
    kernel: str
    # Largest network that it is asked for: beyond it takes minutes or more memory than there is.
    largest: int = 10**6
    # graph-tool comes from the system's package manager and needs the system's Python.
    system: bool = False
    arguments: object = None
    # Whether its answer is of the same kind as ours.
    compared: bool = True
    # A kernel of our own process beside another one of it.
    inside: bool = False


@dataclass
class Row:
    key: str
    title: str
    kernel: str
    target: str
    network: str = "acyclic"
    sizes: tuple = (1_000, 10_000, 100_000, 1_000_000)
    peers: list = field(default_factory=list)
    # Entities that the kernel is about; a function of the size.
    arguments: object = lambda size: []
    # How far answers may differ; None where there is nothing to compare.
    tolerance: object = 0.0
    # Compares (ours, peer's) where the answers are not the same list.
    compare: object = None
    # Bytes that must move at least, of a network of n entities and e supplies: (in sequence, in random lines).
    least: object = None
    note: str = ""
    # Fewer where a peer takes minutes.
    rounds: int = 0


def failing(size):
    """Forty entities spread over the network."""
    return list(range(0, size, size // 40))[:40]


def sampled(size):
    return ["t8-5"] + failing(size)


def width(values):
    """Columns of the look-through answers: 50 countries, of ours also unknown and unattributed."""
    return values.reshape(-1, 52)[:, :50].ravel()


ROWS = [
    Row(
        "look-through", "look-through, all entities × 50 countries, acyclic", "look-through",
        "< 0.5 s, < 1 GB at 10^6", tolerance=1e-12, compare=lambda ours, peer: (width(ours), peer),
        peers=[Peer("SciPy spsolve_triangular", "look-through-scipy")],
        least=lambda n, e: (n * 448 + e * 12, e * 448),
    ),
    Row(
        "look-through-country", "look-through, all entities, one country, 2 % cycles, to 1e-12",
        "look-through-country", "< 0.1 s at 10^6", network="cyclic", arguments=lambda size: ["TWN"], tolerance=1e-11,
        peers=[Peer("SciPy fixed point", "look-through-country-scipy")],
        least=lambda n, e: (e * 12 + n * 24, 0),
    ),
    Row(
        "availability", "availability (minimum rule), one shock", "availability", "< 50 ms at 10^6",
        arguments=lambda size: ["TWN"], tolerance=1e-12,
        peers=[Peer("NumPy sweeps of the definition", "availability-numpy")],
        least=lambda n, e: (e * 12 + n * 80, 0),
    ),
    Row(
        "availability-cyclic", "availability, one shock, 2 % cycles", "availability", "", network="cyclic",
        arguments=lambda size: ["TWN"], tolerance=1e-9,
        peers=[Peer("NumPy sweeps of the definition", "availability-numpy")],
    ),
    Row(
        "target-failures", "loss of one target to each single failure", "target-failures", "< 0.3 s at 10^4, < 10 s at 10^5",
        arguments=lambda size: ["t8-5"], tolerance=1e-12,
        compare=lambda ours, peer: (ours[(sample := failing(len(ours) - 50))], peer[: len(sample)]),
        peers=[
            Peer("NumPy sweeps of the definition, 40 of the failures only", "failures-numpy", arguments=sampled),
            Peer("networkx, reachability only, of 40 failures only", "reach-networkx", largest=10_000, arguments=sampled,
                 compared=False),
        ],
        note="Ours is the time for all failures, the peers' for 40 of them. networkx says only whether anything can arrive.",
    ),
    Row(
        "systemic-risk", "Economic Systemic Risk Index of every firm", "systemic-risk", "< 3 s at 10^4", network="volumes",
        sizes=(1_000, 10_000), tolerance=1e-7, rounds=2,
        peers=[Peer("NumPy, vectorised over firms and shocks", "systemic-risk-numpy")],
        note="Both to 1e-9. Ours uses both cores and also proves how much stopping there leaves out.",
    ),
    Row(
        "simulation", "a year of daily steps, 400 entities, 20 products, 159 600 supplies", "simulate", "< 0.05 s",
        network="dense", sizes=(400,), arguments=lambda size: ["r3-s4", 90, 365], tolerance=None, rounds=2,
        peers=[Peer("BoARIO", "simulate-boario")],
        note="The same flows, an outage of 90 days of one industry. The rules differ, so the answers are not comparable.",
    ),
    Row(
        "structure", "articulation points and bridges", "structure", "< 0.3 s at 10^6",
        peers=[
            Peer("graph-tool", "structure-graph-tool", system=True), Peer("igraph", "structure-igraph"),
            Peer("rustworkx", "structure-rustworkx"),
        ],
        least=lambda n, e: (e * 8 * 3 + n * 16, 0),
    ),
    Row(
        "dominators", "dominators", "dominators", "< 0.5 s at 10^6",
        peers=[
            Peer("graph-tool", "dominators-graph-tool", system=True), Peer("igraph", "dominators-igraph"),
        ],
        least=lambda n, e: (e * 8 * 2 + n * 40, 0),
    ),
    Row(
        "drawing-own", "drawing up to 200 cards: our own part", "draw-own", "< 5 ms", sizes=(80, 200), tolerance=None,
        peers=[Peer("Graphviz's layout, in the same process", "draw-layout", inside=True)],
        note="Ours chooses cards and edges, paints and writes the SVG; the layout in between is Graphviz's.",
    ),
    Row(
        "read", "reading the tables (values and their places)", "read-tables", "faster than pandas", tolerance=None,
        peers=[Peer("pandas.read_csv", "read-pandas")],
    ),
    Row(
        "graph", "from files to a compiled graph, every rule checked", "read", "", tolerance=None,
        peers=[Peer("pandas, ids by index, SciPy rows; nothing checked", "graph-pandas")],
    ),
]
