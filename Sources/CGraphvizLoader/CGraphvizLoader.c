#define _GNU_SOURCE  // dladdr

#include "CGraphvizLoader.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define DOT_LIBRARY_SYMBOL "gvplugin_dot_layout_LTX_library"

GVC_t *cgv_layout_only_context(void) {
  static char symbol_name[] = DOT_LIBRARY_SYMBOL;
  static lt_symlist_t plugins[2];  // static: the context keeps the pointer

  Dl_info libgvc;
  if (!dladdr((void *)gvContext, &libgvc) || !libgvc.dli_fname) return NULL;
  const char *slash = strrchr(libgvc.dli_fname, '/');
  if (!slash) return NULL;
  // The plugins carry the same version suffix as the library: libgvc.so.6 goes with libgvplugin_dot_layout.so.6.
  const char *stem = "libgvc";
  if (strncmp(slash + 1, stem, strlen(stem)) != 0) return NULL;
  const char *suffix = slash + 1 + strlen(stem);

  char path[4096];
  int directory_length = (int)(slash - libgvc.dli_fname);
  int length = snprintf(path, sizeof path, "%.*s/graphviz/libgvplugin_dot_layout%s", directory_length,
                        libgvc.dli_fname, suffix);
  if (length < 0 || (size_t)length >= sizeof path) return NULL;

  void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!plugin) return NULL;
  void *library = dlsym(plugin, DOT_LIBRARY_SYMBOL);
  if (!library) {
    dlclose(plugin);
    return NULL;
  }
  plugins[0] = (lt_symlist_t){.name = symbol_name, .address = library};
  plugins[1] = (lt_symlist_t){.name = NULL, .address = NULL};
  return gvContextPlugins(plugins, 0);  // 0: do not look for more plugins
}

typedef struct {
  void (*work)(void *);
  void *argument;
} cgv_job;

static void *cgv_run_job(void *job) {
  ((cgv_job *)job)->work(((cgv_job *)job)->argument);
  return NULL;
}

int cgv_run_on_large_stack(size_t stack_bytes, void (*work)(void *), void *argument) {
  pthread_attr_t attributes;
  int error = pthread_attr_init(&attributes);
  if (error) return error;
  cgv_job job = {.work = work, .argument = argument};
  pthread_t thread;
  error = pthread_attr_setstacksize(&attributes, stack_bytes);
  if (!error) error = pthread_create(&thread, &attributes, cgv_run_job, &job);
  pthread_attr_destroy(&attributes);
  return error ? error : pthread_join(thread, NULL);
}
