"""One peer as a process: reads a graph folder once, then runs one kernel for each line of standard input.

The protocol is that of `measure`: `KERNEL ANSWER-FILE ARGUMENTS…` in, one line of JSON out.
"""
import json
import sys
import time
import types

import numpy as np


def resident():
    with open("/proc/self/status") as lines:
        for line in lines:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    return 0


def peak():
    with open("/proc/self/status") as lines:
        for line in lines:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def measured(body):
    before = resident()
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass
    wall, cpu = time.perf_counter(), time.process_time()
    value = body()
    reading = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    reading["peak_bytes"] = max(0, peak() - before)
    return reading, value


class Peer:
    def __init__(self, folder):
        self.folder = folder
        self._network = None
        self._made = {}

    @property
    def network(self):
        if self._network is None:
            self._network = self.read_network()
        return self._network

    def read_network(self):
        try:
            from network import Network
        except ImportError:
            # The system's Python, which has graph-tool and little else: the edges are enough.
            import os

            saved = np.load(os.path.normpath(self.folder) + ".npz")
            return types.SimpleNamespace(count=int(saved["count"]), supplier=saved["supplier"], buyer=saved["buyer"])
        return Network(self.folder)

    def once(self, name, make):
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    # Reading

    def read_pandas(self, _):
        import os

        import pandas as pd

        def body():
            for name in sorted(os.listdir(self.folder)):
                if name.endswith(".csv"):
                    pd.read_csv(os.path.join(self.folder, name))

        return measured(body)[0], None

    def graph_pandas(self, _):
        """The same work as ours up to a graph: read, find the ids, build compressed rows."""
        from network import Network

        return measured(lambda: Network(self.folder).inputs())[0], None

    # Look-through

    def look_through_scipy(self, _):
        from scipy import sparse
        from scipy.sparse.linalg import spsolve_triangular

        def make():
            network = self.network
            order = network.topological()
            place = np.empty_like(order)
            place[order] = np.arange(len(order))
            matrix = (sparse.identity(network.count, format="csr") - network.inputs()).tocsr()
            matrix = matrix[order][:, order].tocsr()
            matrix.sort_indices()
            right = np.zeros((network.count, len(network.countries)))
            right[np.arange(network.count), network.country] = network.own
            return matrix, right[order], place

        matrix, right, place = self.once("triangular", make)
        reading, x = measured(lambda: spsolve_triangular(matrix, right, lower=True))
        step = max(1, self.network.count // 2000)
        return reading, x[place[::step]].ravel()

    def look_through_country_scipy(self, arguments):
        matrix = self.once("inputs", lambda: self.network.inputs())
        column = self.network.countries.index(arguments[0])
        start = np.where(self.network.country == column, self.network.own, 0.0)

        def body():
            x = start
            while True:
                following = matrix @ x + start
                change = np.abs(following - x).max()
                x = following
                if change <= 1e-12:
                    return x

        return measured(body)

    # Availability; no tool has it, so these are the definition in NumPy

    def losses(self, hits):
        network = self.network

        def make():
            order = np.argsort(network.need, kind="stable")
            starts = np.searchsorted(network.need[order], np.arange(len(network.need_buyer)))
            buyers = np.argsort(network.need_buyer, kind="stable")
            heads, first = np.unique(network.need_buyer[buyers], return_index=True)
            return network.supplier[order], network.share[order], starts, buyers, heads, first

        supplier, share, starts, buyers, heads, first = self.once("needs", make)
        own = np.zeros(network.count)
        own[hits] = 1
        loss = own.copy()
        for _ in range(10_000):
            unmet = np.add.reduceat(share * loss[supplier], starts) * network.criticality
            following = own.copy()
            following[heads] = np.maximum(own[heads], np.maximum.reduceat(unmet[buyers], first))
            # The place is an essential need too.
            places = np.where(np.arange(network.count) < network.declared, network.declared + network.country, -1)
            following = np.maximum(following, np.where(places >= 0, loss[places], 0))
            np.minimum(following, 1, out=following)
            change = np.abs(following - loss).max()
            loss = following
            if change <= 1e-15:
                break
        return loss

    def availability_numpy(self, arguments):
        hits = [self.network.ids.index(name) for name in arguments]
        self.losses(hits[:0])
        return measured(lambda: self.losses(hits))

    def failures_numpy(self, arguments):
        """Loss of a target to each of the first failures, by the definition: too slow beyond a sample."""
        target = self.network.ids.index(arguments[0])
        failing = [int(name) for name in arguments[1:]]
        return measured(lambda: np.array([self.losses([one])[target] for one in failing]))

    def reach_networkx(self, arguments):
        """What a script would do: who is upstream of the target, one search for each failure."""
        import networkx as nx

        network = self.network
        graph = self.once(
            "networkx", lambda: nx.DiGraph(zip(network.supplier.tolist(), network.buyer.tolist()))
        )
        target = network.ids.index(arguments[0])
        failing = [int(name) for name in arguments[1:]]
        return measured(
            lambda: np.array([one in graph and target in nx.descendants(graph, one) for one in failing], dtype=float)
        )

    # Systemic risk and disruption over time

    def systemic_risk_numpy(self, _):
        from esri import Cascades

        network = self.network
        return measured(lambda: Cascades(network).all())

    def simulate_boario(self, arguments):
        """A year of daily steps of the same flows; its rules are others, so only the time is compared."""
        import logging
        import warnings

        warnings.filterwarnings("ignore")
        import dense
        import pandas as pd
        import pymrio
        from boario import event
        from boario.extended_models import ARIOPsiModel
        from boario.simulation import Simulation

        logging.disable(logging.CRITICAL)
        regions = [f"r{i}" for i in range(dense.REGIONS)]
        sectors = [f"s{i}" for i in range(dense.SECTORS)]
        z, demand = dense.flows()
        industries = pd.MultiIndex.from_product([regions, sectors], names=["region", "sector"])
        users = pd.MultiIndex.from_product([regions, ["final demand"]], names=["region", "category"])
        tables = pymrio.IOSystem(
            Z=pd.DataFrame(z, index=industries, columns=industries), Y=pd.DataFrame(demand, index=industries, columns=users)
        )
        tables.calc_all()
        region, sector = arguments[0].split("-")

        def body():
            model = ARIOPsiModel(tables, productive_capital_to_VA_dict={name: 4.0 for name in sectors})
            simulation = Simulation(model, n_temporal_units_to_sim=int(arguments[2]))
            shock = pd.Series({(region, sector): 1.0})
            simulation.add_event(
                event.from_series(shock, event_type="arbitrary", duration=int(arguments[1]), recovery_tau=1, occurrence=1)
            )
            simulation.loop()

        return measured(body)[0], None

    # Structure

    def structure_igraph(self, _):
        graph = self.once("igraph", self.igraph)
        reading, found = measured(lambda: (graph.articulation_points(), graph.bridges()))
        return reading, self.cuts(found[0], [graph.es[e].tuple for e in found[1]])

    def igraph(self):
        import igraph

        pairs = np.stack([self.network.supplier, self.network.buyer], axis=1)
        return igraph.Graph(n=self.network.count, edges=pairs)

    def structure_rustworkx(self, _):
        import rustworkx

        def make():
            graph = rustworkx.PyGraph(multigraph=True)
            graph.add_nodes_from(range(self.network.count))
            graph.add_edges_from_no_data(list(zip(self.network.supplier.tolist(), self.network.buyer.tolist())))
            return graph

        graph = self.once("rustworkx", make)
        reading, found = measured(
            lambda: (rustworkx.articulation_points(graph), rustworkx.bridges(graph))
        )
        return reading, self.cuts(found[0], found[1])

    def structure_graph_tool(self, _):
        from graph_tool import topology

        graph = self.once("graph-tool", self.graph_tool)
        graph.set_directed(False)
        reading, found = measured(lambda: topology.label_biconnected_components(graph))
        articulation = np.flatnonzero(found[1].a)
        # A block of one edge is a bridge unless a parallel edge is in it too, and then it has two.
        edges = graph.get_edges([graph.edge_index])
        blocks = found[0].a[edges[:, 2]]
        single = np.bincount(blocks)[blocks] == 1
        return reading, self.cuts(articulation, edges[single, :2])

    def graph_tool(self):
        import graph_tool

        graph = graph_tool.Graph(directed=True)
        graph.add_vertex(self.network.count)
        graph.add_edge_list(np.stack([self.network.supplier, self.network.buyer], axis=1))
        return graph

    @staticmethod
    def cuts(points, bridges):
        bridges = sorted((min(a, b), max(a, b)) for a, b in bridges)
        return np.array(sorted(points) + [end for bridge in bridges for end in bridge], dtype=float)

    # Dominators from a virtual root above everybody who buys nothing

    def roots(self):
        return np.flatnonzero(np.bincount(self.network.buyer, minlength=self.network.count) == 0)

    def dominators_igraph(self, _):
        import igraph

        def make():
            root = self.network.count
            roots = self.roots()
            pairs = np.concatenate(
                [
                    np.stack([self.network.supplier, self.network.buyer], axis=1),
                    np.stack([np.full(len(roots), root), roots], axis=1),
                ]
            )
            return igraph.Graph(n=root + 1, edges=pairs, directed=True)

        graph = self.once("igraph dominators", make)
        reading, found = measured(lambda: graph.dominator(self.network.count, mode="out"))
        return reading, self.dominators(np.array(found[: self.network.count], dtype=float))

    def dominators_graph_tool(self, _):
        from graph_tool import topology

        def make():
            graph = self.graph_tool()
            root = int(graph.add_vertex())
            roots = self.roots()
            graph.add_edge_list(np.stack([np.full(len(roots), root), roots], axis=1))
            return graph

        graph = self.once("graph-tool dominators", make)
        reading, found = measured(lambda: topology.dominator_tree(graph, graph.vertex(self.network.count)))
        return reading, self.dominators(found.a[: self.network.count].astype(float))

    def dominators(self, found):
        """-1 below the virtual root, -2 out of reach, as ours."""
        found = np.where(found == self.network.count, -1, found)
        reached = self.once("reached", self.reached)
        return np.where(reached, found, -2)

    def reached(self):
        reached = np.zeros(self.network.count, dtype=bool)
        reached[self.roots()] = True
        while True:
            found = self.network.buyer[reached[self.network.supplier]]
            found = found[~reached[found]]
            if len(found) == 0:
                return reached
            reached[found] = True


def main():
    peer = Peer(sys.argv[1])
    print(json.dumps({"kernel": "ready"}), flush=True)
    for line in sys.stdin:
        words = line.split()
        if len(words) < 2:
            continue
        try:
            reading, answer = getattr(peer, words[0].replace("-", "_"))(words[2:])
            if words[1] != "-" and answer is not None:
                np.asarray(answer, dtype="<f8").tofile(words[1])
            reading["kernel"] = words[0]
            print(json.dumps(reading), flush=True)
        except Exception as error:  # said to the driver, which goes on without this peer
            print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


if __name__ == "__main__":
    main()
