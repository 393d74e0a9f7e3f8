"""The Economic Systemic Risk Index from the equations of Diem et al. 2022, vectorised over firms and shocks."""
import numpy as np
from scipy import sparse


class Cascades:
    def __init__(self, network):
        n = network.declared
        keep = (network.supplier < n) & (network.buyer < n)
        supplier, buyer, need = network.supplier[keep], network.buyer[keep], network.need[keep]
        share = network.share[keep]
        volume = network.volume[need] * share
        self.count = n
        essential = network.criticality[need] >= 1
        # An essential input is missed by its own industry's measure; purchases from nobody in particular count and never fail.
        rows, place = np.unique(need[essential], return_inverse=True)
        order = np.argsort(network.need_buyer[rows], kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        self.essential = sparse.csr_matrix((share[essential], (rank[place], supplier[essential])), shape=(len(rows), n))
        self.heads, self.first = np.unique(network.need_buyer[rows][order], return_index=True)
        bought = np.bincount(network.need_buyer, weights=network.volume, minlength=n)
        other = ~essential
        self.other = sparse.csr_matrix((volume[other] / bought[buyer[other]], (buyer[other], supplier[other])), shape=(n, n))
        self.sales = np.bincount(supplier, weights=volume, minlength=n)
        safe = np.where(self.sales > 0, self.sales, 1)
        self.upstream = sparse.csr_matrix((volume / safe[supplier], (supplier, buyer)), shape=(n, n))

    def all(self, epsilon=1e-9, batch=256):
        return np.concatenate([self.some(range(i, min(i + batch, self.count)), epsilon) for i in range(0, self.count, batch)])

    def some(self, closing, epsilon):
        psi = np.ones((self.count, len(closing)))
        psi[list(closing), np.arange(len(closing))] = 0
        down, up = psi.copy(), psi.copy()
        while True:
            lost = 1 - down
            following = np.minimum(psi, 1 - self.other @ lost)
            worst = np.maximum.reduceat(self.essential @ lost, self.first, axis=0)
            following[self.heads] = np.minimum(following[self.heads], 1 - worst)
            np.maximum(following, 0, out=following)
            rising = np.maximum(0, np.minimum(psi, 1 - self.upstream @ (1 - up)))
            change = max((down - following).max(), (up - rising).max())
            down, up = following, rising
            if change <= epsilon:
                break
        return (self.sales / self.sales.sum()) @ (1 - np.minimum(down, up))
