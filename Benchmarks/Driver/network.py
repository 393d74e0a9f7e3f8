"""A graph folder as arrays, for the peers: the same files that our reader reads."""
import os

import numpy as np
import pandas as pd


class Network:
    """Entities in file order, then countries by code, as in the program; supplies as (supplier, buyer, need, share)."""

    def __init__(self, folder):
        self.folder = folder
        entities = pd.read_csv(os.path.join(folder, "entities.csv"))
        self.declared = len(entities)
        codes = sorted(set(entities["country"].dropna()))
        ids = list(entities["id"]) + codes
        self.ids = ids
        self.countries = codes
        self.count = len(ids)
        index = pd.Index(ids)
        supplies = pd.read_csv(os.path.join(folder, "supplies.csv"))
        self.supplier = index.get_indexer(supplies["from"]).astype(np.int32)
        self.buyer = index.get_indexer(supplies["entity"]).astype(np.int32)
        self.share = supplies["share"].to_numpy()
        product, products = pd.factorize(supplies["product"])
        key = self.buyer.astype(np.int64) * len(products) + product
        need, keys = pd.factorize(key)
        self.need = need.astype(np.int32)
        self.need_buyer = (keys // len(products)).astype(np.int32)
        self.criticality = np.ones(len(keys))
        path = os.path.join(folder, "needs.csv")
        if os.path.exists(path):
            rows = pd.read_csv(path)
            row_key = index.get_indexer(rows["entity"]).astype(np.int64) * len(products) + pd.Index(
                products
            ).get_indexer(rows["product"])
            place = pd.Index(keys).get_indexer(row_key)
            self.criticality[place] = rows["criticality"].to_numpy()
            if "volume" in rows:
                self.volume = np.zeros(len(keys))
                self.volume[place] = rows["volume"].to_numpy()
        self.country = np.concatenate(
            [pd.Index(codes).get_indexer(entities["country"]), np.arange(len(codes))]
        ).astype(np.int32)
        self.own = np.concatenate([entities["value_added_share"].to_numpy(), np.ones(len(codes))])

    def save_edges(self):
        """What graph-tool needs, for a Python that has numpy alone."""
        path = self.edges_path(self.folder)
        if not os.path.exists(path):
            np.savez(path, count=self.count, supplier=self.supplier, buyer=self.buyer)

    @staticmethod
    def edges_path(folder):
        return os.path.normpath(str(folder)) + ".npz"

    def inputs(self):
        """A of the look-through, rows are buyers."""
        from scipy import sparse

        needs_of = np.bincount(self.need_buyer, minlength=self.count)
        part = (1 - self.own[self.buyer]) * self.share / needs_of[self.buyer]
        return sparse.csr_matrix((part, (self.buyer, self.supplier)), shape=(self.count, self.count))

    def topological(self):
        """An order in which suppliers come before buyers; ids of a generated network without circles are in it."""
        order = np.arange(self.count)
        # Countries supply nobody here and come first.
        return np.concatenate([order[self.declared :], order[: self.declared]])
