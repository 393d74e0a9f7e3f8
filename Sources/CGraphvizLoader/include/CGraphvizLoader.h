#ifndef CHOKEPOINT_CGRAPHVIZ_LOADER_H
#define CHOKEPOINT_CGRAPHVIZ_LOADER_H

#include <gvc.h>
#include <stddef.h>

/// A Graphviz context that holds the dot layout plugin and nothing else, or null when that plugin is not found beside
/// libgvc. It reads no plugin list from disk and does not start the font system, which is what a full context spends
/// nearly all of its time on. The context keeps the plugin for the life of the process.
GVC_t *cgv_layout_only_context(void);

/// Runs `work(argument)` on a thread with a stack of `stack_bytes` and waits for it. Returns 0, or the error number of
/// the thread library, in which case the work has not run.
int cgv_run_on_large_stack(size_t stack_bytes, void (*work)(void *), void *argument);

#endif
