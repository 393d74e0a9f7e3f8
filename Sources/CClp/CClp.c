#include "CClp.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

// Name, result and parameters of every function that is taken from the library.
#define CCLP_FUNCTIONS(X)                                                                                             \
  X(Clp_VersionMajor, int, (void))                                                                                    \
  X(Clp_VersionMinor, int, (void))                                                                                    \
  X(Clp_VersionRelease, int, (void))                                                                                  \
  X(Clp_newModel, cclp_simplex *, (void))                                                                             \
  X(Clp_deleteModel, void, (cclp_simplex *))                                                                          \
  X(Clp_loadProblem, void,                                                                                            \
    (cclp_simplex *, const int, const int, const int *, const int *, const double *, const double *, const double *, \
     const double *, const double *, const double *))                                                                 \
  X(Clp_chgColumnLower, void, (cclp_simplex *, const double *))                                                       \
  X(Clp_chgColumnUpper, void, (cclp_simplex *, const double *))                                                       \
  X(Clp_chgRowLower, void, (cclp_simplex *, const double *))                                                          \
  X(Clp_chgRowUpper, void, (cclp_simplex *, const double *))                                                          \
  X(Clp_chgObjCoefficients, void, (cclp_simplex *, const double *))                                                   \
  X(Clp_setLogLevel, void, (cclp_simplex *, int))                                                                     \
  X(Clp_setPrimalTolerance, void, (cclp_simplex *, double))                                                           \
  X(Clp_setDualTolerance, void, (cclp_simplex *, double))                                                             \
  X(Clp_setMaximumIterations, void, (cclp_simplex *, int))                                                            \
  X(Clp_scaling, void, (cclp_simplex *, int))                                                                         \
  X(Clp_dual, int, (cclp_simplex *, int))                                                                             \
  X(Clp_primal, int, (cclp_simplex *, int))                                                                           \
  X(Clp_status, int, (cclp_simplex *))                                                                                \
  X(Clp_secondaryStatus, int, (cclp_simplex *))                                                                       \
  X(Clp_numberIterations, int, (cclp_simplex *))                                                                      \
  X(Clp_primalColumnSolution, double *, (cclp_simplex *))                                                             \
  X(Clp_primalRowSolution, double *, (cclp_simplex *))                                                                \
  X(Clp_dualRowSolution, double *, (cclp_simplex *))                                                                  \
  X(Clp_dualColumnSolution, double *, (cclp_simplex *))

// Where the header is there, the compiler checks these declarations against it.
#if __has_include(<coin/Clp_C_Interface.h>)
#include <coin/Clp_C_Interface.h>
typedef Clp_Simplex cclp_simplex;
#define CCLP_CHECK(name, result, parameters)                                               \
  _Static_assert(__builtin_types_compatible_p(__typeof__(&name), result(*) parameters), \
                 "Clp declares " #name " otherwise");
CCLP_FUNCTIONS(CCLP_CHECK)
#else
typedef void cclp_simplex;
#endif

#define CCLP_MEMBER(name, result, parameters) result(*name) parameters;
static struct {
  CCLP_FUNCTIONS(CCLP_MEMBER)
} clp;

static char load_error[512] = "";
static int load_result = -1;
static pthread_once_t load_once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const candidates[] = {
#ifdef __APPLE__
      "libClp.1.dylib",
      "/opt/homebrew/lib/libClp.1.dylib",
      "/usr/local/lib/libClp.1.dylib",
      "/opt/homebrew/opt/clp/lib/libClp.1.dylib",
#else
      "libClp.so.1",
      "libClp.so",
#endif
  };
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof candidates / sizeof *candidates; i++) {
    library = dlopen(candidates[i], RTLD_NOW | RTLD_LOCAL);
    if (!library && i == 0) {
      const char *message = dlerror();
      snprintf(load_error, sizeof load_error, "%s", message ? message : "unknown");
    }
  }
  if (!library) return;
#define CCLP_FIND(name, result, parameters)                                          \
  if (!(*(void **)&clp.name = dlsym(library, #name))) {                              \
    snprintf(load_error, sizeof load_error, "it has no function %s", #name);         \
    dlclose(library);                                                                \
    return;                                                                          \
  }
  CCLP_FUNCTIONS(CCLP_FIND)
  load_error[0] = 0;
  load_result = 0;
}

int cclp_load(void) {
  pthread_once(&load_once, load);
  return load_result;
}

const char *cclp_load_error(void) { return load_error; }

void cclp_version(int *major, int *minor, int *release) {
  *major = clp.Clp_VersionMajor();
  *minor = clp.Clp_VersionMinor();
  *release = clp.Clp_VersionRelease();
}

cclp_model *cclp_new(void) {
  cclp_simplex *model = clp.Clp_newModel();
  if (model) clp.Clp_setLogLevel(model, 0);
  return model;
}

void cclp_delete(cclp_model *model) { clp.Clp_deleteModel(model); }

void cclp_load_problem(cclp_model *model, int columns, int rows, const int *start, const int *row,
                       const double *value, const double *column_lower, const double *column_upper,
                       const double *cost, const double *row_lower, const double *row_upper) {
  clp.Clp_loadProblem(model, columns, rows, start, row, value, column_lower, column_upper, cost, row_lower,
                      row_upper);
}

void cclp_set_column_bounds(cclp_model *model, const double *lower, const double *upper) {
  clp.Clp_chgColumnLower(model, lower);
  clp.Clp_chgColumnUpper(model, upper);
}

void cclp_set_row_bounds(cclp_model *model, const double *lower, const double *upper) {
  clp.Clp_chgRowLower(model, lower);
  clp.Clp_chgRowUpper(model, upper);
}

void cclp_set_costs(cclp_model *model, const double *cost) { clp.Clp_chgObjCoefficients(model, cost); }

void cclp_set_tolerances(cclp_model *model, double primal, double dual) {
  clp.Clp_setPrimalTolerance(model, primal);
  clp.Clp_setDualTolerance(model, dual);
}

void cclp_set_iteration_limit(cclp_model *model, int limit) { clp.Clp_setMaximumIterations(model, limit); }
void cclp_set_scaling(cclp_model *model, int mode) { clp.Clp_scaling(model, mode); }
void cclp_dual(cclp_model *model) { clp.Clp_dual(model, 0); }
void cclp_primal(cclp_model *model) { clp.Clp_primal(model, 0); }
int cclp_status(cclp_model *model) { return clp.Clp_status(model); }
int cclp_secondary_status(cclp_model *model) { return clp.Clp_secondaryStatus(model); }
int cclp_iterations(cclp_model *model) { return clp.Clp_numberIterations(model); }
const double *cclp_column_values(cclp_model *model) { return clp.Clp_primalColumnSolution(model); }
const double *cclp_row_values(cclp_model *model) { return clp.Clp_primalRowSolution(model); }
const double *cclp_row_duals(cclp_model *model) { return clp.Clp_dualRowSolution(model); }
const double *cclp_reduced_costs(cclp_model *model) { return clp.Clp_dualColumnSolution(model); }
