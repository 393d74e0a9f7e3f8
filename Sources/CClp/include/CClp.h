#ifndef CHOKEPOINT_CCLP_H
#define CHOKEPOINT_CCLP_H

// The part of Clp's C interface that Chokepoint uses, loaded when it is first needed: linking Clp would make every
// start of the program load the linear algebra libraries behind it, which takes longer than the rest of the start.

/// A model of Clp.
typedef void cclp_model;

/// Loads Clp once for the process. Returns 0, or -1 where it is not found or lacks a function.
int cclp_load(void);

/// Why it was not loaded, for people; valid for the life of the process.
const char *cclp_load_error(void);

// The functions below may be called only after cclp_load has returned 0.

/// Major, minor and release number.
void cclp_version(int *major, int *minor, int *release);

/// An empty model that prints nothing, or NULL.
cclp_model *cclp_new(void);
void cclp_delete(cclp_model *model);

/// Copies a problem in: columns in compressed form, bounds and costs.
void cclp_load_problem(cclp_model *model, int columns, int rows, const int *start, const int *row,
                       const double *value, const double *column_lower, const double *column_upper,
                       const double *cost, const double *row_lower, const double *row_upper);
void cclp_set_column_bounds(cclp_model *model, const double *lower, const double *upper);
void cclp_set_row_bounds(cclp_model *model, const double *lower, const double *upper);
void cclp_set_costs(cclp_model *model, const double *cost);

void cclp_set_tolerances(cclp_model *model, double primal, double dual);
void cclp_set_iteration_limit(cclp_model *model, int limit);
void cclp_set_scaling(cclp_model *model, int mode);

/// Dual and primal simplex from the basis at hand.
void cclp_dual(cclp_model *model);
void cclp_primal(cclp_model *model);

/// 0 optimal, 1 infeasible, 2 unbounded, 3 stopped, 4 errors.
int cclp_status(cclp_model *model);
int cclp_secondary_status(cclp_model *model);
int cclp_iterations(cclp_model *model);

/// Values of columns and rows, duals of rows, reduced costs of columns; owned by the model.
const double *cclp_column_values(cclp_model *model);
const double *cclp_row_values(cclp_model *model);
const double *cclp_row_duals(cclp_model *model);
const double *cclp_reduced_costs(cclp_model *model);

#endif
