"""A network in which everybody buys from everybody, for models that keep dense tables: as a graph folder and as arrays."""
import os

import numpy as np

REGIONS = SECTORS = 20


def flows():
    """Z without its diagonal (our graphs have no self-supply), and final demand."""
    random = np.random.default_rng(1)
    count = REGIONS * SECTORS
    z = random.uniform(1, 10, (count, count))
    np.fill_diagonal(z, 0)
    return z, random.uniform(50, 500, (count, REGIONS))


def name(number):
    return f"r{number // SECTORS}-s{number % SECTORS}"


def write(folder):
    z, _ = flows()
    os.makedirs(folder)
    count = REGIONS * SECTORS
    with open(os.path.join(folder, "entities.csv"), "w") as file:
        file.write("id\n" + "".join(name(i) + "\n" for i in range(count)))
    with open(os.path.join(folder, "sources.csv"), "w") as file:
        file.write("id,title\nmade-up,Made up for measuring\n")
    with open(os.path.join(folder, "needs.csv"), "w") as file:
        file.write("entity,product,buffer_days\n")
        for buyer in range(count):
            file.writelines(f"{name(buyer)},s{sector},90\n" for sector in range(SECTORS))
    with open(os.path.join(folder, "supplies.csv"), "w") as file:
        file.write("entity,product,from,share,source\n")
        for buyer in range(count):
            for sector in range(SECTORS):
                sellers = [i for i in range(sector, count, SECTORS) if i != buyer]
                parts = z[sellers, buyer]
                for seller, part in zip(sellers, parts / parts.sum()):
                    file.write(f"{name(buyer)},s{sector},{name(seller)},{float(part)!r},made-up\n")
