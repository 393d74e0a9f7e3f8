#ifndef CHOKEPOINT_CGRAPHVIZ_SHIM_H
#define CHOKEPOINT_CGRAPHVIZ_SHIM_H

// Everything Chokepoint asks of Graphviz goes through these functions, for three reasons: Swift imports no function-like
// macro (ND_coord, ED_spl, GD_bb); Graphviz declares read-only strings as `char *`, which a Swift string does not bridge
// to; and its signatures move between releases, so that one file has to follow. Developed against 2.42.

#include <cgraph.h>
#include <gvc.h>
#include <stdlib.h>

// MARK: - Object identifiers

// The default discipline numbers objects by the heap address of their name, and dot walks subgraphs in the order of
// those numbers: the same graph drawn twice in one process comes out different. This one counts 1, 3, 5, … (odd, as
// cgraph expects of anonymous objects). Names it leaves to cgraph's own table, by answering 0; but that table is never
// freed with its graph (48 bytes a name), so graphs, nodes and subgraphs here have no names at all.

typedef struct {
  IDTYPE next;
} cgv_identifiers;

static inline void *cgv_identifiers_open(Agraph_t *graph, Agdisc_t *discipline) {
  (void)graph;
  (void)discipline;
  cgv_identifiers *state = (cgv_identifiers *)calloc(1, sizeof *state);
  if (state) state->next = 1;
  return state;
}

static inline long cgv_identifiers_map(void *state, int kind, char *name, IDTYPE *identifier, int create) {
  (void)kind;
  (void)create;
  if (name || !state) return 0;
  cgv_identifiers *identifiers = (cgv_identifiers *)state;
  *identifier = identifiers->next;
  identifiers->next += 2;
  return 1;
}

static inline long cgv_identifiers_allocate(void *state, int kind, IDTYPE identifier) {
  (void)state;
  (void)kind;
  (void)identifier;
  return 0;
}

static inline void cgv_identifiers_free(void *state, int kind, IDTYPE identifier) {
  (void)state;
  (void)kind;
  (void)identifier;
}

static inline char *cgv_identifiers_print(void *state, int kind, IDTYPE identifier) {
  (void)state;
  (void)kind;
  (void)identifier;
  return NULL;
}

static inline void cgv_identifiers_close(void *state) { free(state); }

static inline void cgv_identifiers_register(void *state, int kind, void *object) {
  (void)state;
  (void)kind;
  (void)object;
}

// MARK: - Building

static inline Agraph_t *cgv_open(void) {
  static Agiddisc_t identifiers = {
      .open = cgv_identifiers_open,
      .map = cgv_identifiers_map,
      .alloc = cgv_identifiers_allocate,
      .free = cgv_identifiers_free,
      .print = cgv_identifiers_print,
      .close = cgv_identifiers_close,
      .idregister = cgv_identifiers_register,
  };
  static Agdisc_t disciplines = {.id = &identifiers};
  return agopen(NULL, Agdirected, &disciplines);
}

static inline Agsym_t *cgv_declare(Agraph_t *root, int kind, const char *key, const char *value) {
  return agattr(root, kind, (char *)key, (char *)value);
}

static inline int cgv_set(void *object, Agsym_t *key, const char *value) { return agxset(object, key, (char *)value); }

static inline Agnode_t *cgv_node(Agraph_t *graph) { return agnode(graph, NULL, 1); }

static inline Agraph_t *cgv_subgraph(Agraph_t *graph) { return agsubg(graph, NULL, 1); }

static inline int cgv_add(Agraph_t *subgraph, Agnode_t *node) { return agsubnode(subgraph, node, 1) != NULL; }

static inline Agedge_t *cgv_edge(Agraph_t *graph, Agnode_t *tail, Agnode_t *head) {
  return agedge(graph, tail, head, NULL, 1);
}

// MARK: - Geometry (points; y grows upwards)

static inline double cgv_node_x(Agnode_t *node) { return ND_coord(node).x; }
static inline double cgv_node_y(Agnode_t *node) { return ND_coord(node).y; }

/// Number of cubic pieces of an edge's line; 0 when Graphviz drew none.
static inline int cgv_piece_count(Agedge_t *edge) { return ED_spl(edge) ? (int)ED_spl(edge)->size : 0; }
/// Number of control points of piece 0, 3k + 1. Call only when the edge has a piece.
static inline int cgv_point_count(Agedge_t *edge) { return (int)ED_spl(edge)->list[0].size; }
static inline double cgv_point_x(Agedge_t *edge, int point) { return ED_spl(edge)->list[0].list[point].x; }
static inline double cgv_point_y(Agedge_t *edge, int point) { return ED_spl(edge)->list[0].list[point].y; }

#endif
