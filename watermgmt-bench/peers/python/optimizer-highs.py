#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""HiGHS as a peer of `compare plan`: one thread, simplex, and branch and bound where pumps are
switched in whole units.

  optimizer-highs.py check              ends with 0 if highspy is here
  optimizer-highs.py run REQUEST.json   solves; what a request holds: PeerFiles.java

The model is that of _plan.py; a field of an instance that it does not know is refused. Processor time is
measured from the parsed instance to the solution in Python's hands; `build_seconds` is the part before
HiGHS has the model.
"""
import json
import sys
import time

from _plan import INFINITY, Instance, cost

TOLERANCE = 1e-9


class Solver:
    """HiGHS with one instance in it."""

    def __init__(self, data, limit):
        import highspy
        import numpy

        self.numpy, self.highspy = numpy, highspy
        self.begun = time.perf_counter(), time.process_time()
        self.instance = Instance(data)
        self.highs = highspy.Highs()
        self.highs.silent()
        self.highs.setOptionValue("threads", 1)
        # Plans are checked to 1e-6 in m³/h, and rows are in m³: aim higher.
        for kind in ("primal", "dual", "mip"):
            self.highs.setOptionValue(f"{kind}_feasibility_tolerance", TOLERANCE)
        self.limit = limit
        self.highs.passModel(self.matrix())
        self.built = time.perf_counter()

    def matrix(self):
        numpy, model = self.numpy, self.instance.model
        lp = self.highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(model.cost), len(model.rows)
        lp.col_cost_ = numpy.array(model.cost, dtype=float)
        lp.col_lower_ = numpy.array(model.lower, dtype=float)
        lp.col_upper_ = numpy.array(model.upper, dtype=float)
        lp.row_lower_ = numpy.array(model.row_lower, dtype=float)
        lp.row_upper_ = numpy.array(model.row_upper, dtype=float)
        sizes = [len(terms) for terms in model.rows]
        lp.a_matrix_.format_ = self.highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = numpy.concatenate(([0], numpy.cumsum(sizes, dtype=int)))
        lp.a_matrix_.index_ = numpy.array([j for terms in model.rows for j, _ in terms])
        lp.a_matrix_.value_ = numpy.array([v for terms in model.rows for _, v in terms], dtype=float)
        if model.integer:
            kinds = [self.highspy.HighsVarType.kContinuous] * len(model.cost)
            for column in model.integer:
                kinds[column] = self.highspy.HighsVarType.kInteger
            lp.integrality_ = kinds
        return lp

    def change(self, data):
        """Puts the numbers of a like instance into the model; the basis stays."""
        numpy = self.numpy
        self.begun = time.perf_counter(), time.process_time()
        other = Instance(data)
        new, old = other.model, self.instance.model
        if new.rows != old.rows or new.cost != old.cost or new.integer != old.integer:
            raise ValueError("the changed problem is another one: only bounds may differ")
        columns = numpy.arange(len(new.cost), dtype=numpy.int32)
        rows = numpy.arange(len(new.rows), dtype=numpy.int32)
        self.highs.changeColsBounds(
            len(columns), columns, numpy.array(new.lower, float), numpy.array(new.upper, float)
        )
        for i in rows:
            if (new.row_lower[i], new.row_upper[i]) != (old.row_lower[i], old.row_upper[i]):
                self.highs.changeRowBounds(int(i), new.row_lower[i], new.row_upper[i])
        self.instance = other
        self.built = time.perf_counter()

    def run(self, limit):
        """Runs HiGHS until so many seconds after the beginning."""
        left = limit - (time.perf_counter() - self.begun[0])
        # HiGHS's own clock goes on from run to run.
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(0.01, left))
        self.highs.run()

    def values(self):
        """The feasible solution at hand; empty if there is none."""
        feasible = self.highspy.SolutionStatus.kSolutionStatusFeasible
        if self.highs.getInfo().primal_solution_status != feasible:
            return []
        return list(self.highs.getSolution().col_value)

    def solve(self, plan_file):
        """Solves what is in HiGHS, writes the plan if there is one, and tells what came of it."""
        reason = self.instance.refusal()
        if reason:
            return {"status": "unsupported", "reason": reason}
        status = self.highspy.HighsModelStatus
        integer = bool(self.instance.model.integer)
        self.run(self.limit)
        found = self.highs.getModelStatus()
        info = self.highs.getInfo()
        bound = info.mip_dual_bound if integer else info.objective_function_value
        values = self.values()
        end, cpu = time.perf_counter(), time.process_time()
        result = {
            "engine": "HiGHS " + self.highs.version(),
            "build_seconds": self.built - self.begun[0],
            "solve_seconds": end - self.built,
            "wall_seconds": end - self.begun[0],
            "cpu_seconds": cpu - self.begun[1],
        }
        if found == status.kOptimal:
            result["status"] = "solved"
        elif found == status.kInfeasible:
            result.update(status="infeasible", reason="HiGHS names no conflict")
        elif found == status.kTimeLimit:
            result.update(status="stopped", reason="time limit")
        else:
            result.update(status="stopped", reason=self.highs.modelStatusToString(found))
        if found == status.kOptimal or (integer and found == status.kTimeLimit):
            if abs(bound) < INFINITY:
                result["bound"] = bound
        if values:
            result["objective"] = cost(self.instance.model, values)
            with open(plan_file, "w", encoding="utf-8") as out:
                json.dump(self.instance.plan(values), out)
        return result


def load(file):
    with open(file, encoding="utf-8") as source:
        return json.load(source)


def run(request_file):
    request = load(request_file)
    results = []
    for task in request["instances"]:
        solver = Solver(load(task["file"]), request["time_limit_seconds"])
        results.append(solver.solve(task["plan"]))
        changed = task.get("changed")
        if changed:
            solver.change(load(changed["file"]))
            results.append(solver.solve(changed["plan"]))
        print(f"{task['file']}: {results[-1]['status']}", flush=True)
    with open(request["results"], "w", encoding="utf-8") as out:
        json.dump(results, out)


def check():
    try:
        import highspy
    except ImportError as missing:
        sys.exit(str(missing))
    highs = highspy.Highs()
    print("HiGHS " + highs.version())


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        check()
    elif len(sys.argv) == 3 and sys.argv[1] == "run":
        run(sys.argv[2])
    else:
        sys.exit(__doc__)
