#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""HiGHS as a peer of `compare plan`: one thread, simplex, and branch and bound where pumps are
switched in whole units.

  optimizer-highs.py check              ends with 0 if highspy is here
  optimizer-highs.py run REQUEST.json   solves; what a request holds: PeerFiles.java

The model is that of the package description of io.github.watermgmt.distribution: balances in m³, one
row per licence and day, two columns for a two-way link. Processor time is measured from the parsed
instance to the solution in Python's hands; `build_seconds` is the part before HiGHS has the model.
"""
import json
import sys
import time

DAY_SECONDS = 86400
INFINITY = float("inf")
TOLERANCE = 1e-9


def step_seconds(text):
    """The seconds of an ISO 8601 duration such as PT1H30M or P1D."""
    seconds, digits, days = 0.0, "", True
    for letter in text[1:]:
        if letter == "T":
            days = False
        elif letter in "DHMS":
            unit = {"D": 86400, "H": 3600, "M": 60, "S": 1}[letter]
            if days != (letter == "D"):
                raise ValueError(f"step ({text}), is not a duration that is understood")
            seconds += float(digits) * unit
            digits = ""
        else:
            digits += letter
    return seconds


class Model:
    """A mixed-integer program by columns and rows, in the order in which they were added."""

    def __init__(self):
        self.cost, self.lower, self.upper, self.integer = [], [], [], []
        self.row_lower, self.row_upper, self.rows = [], [], []

    def column(self, lower, upper, cost, integer=False):
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        if integer:
            self.integer.append(len(self.cost) - 1)
        return len(self.cost) - 1

    def row(self, lower, upper, terms):
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.rows.append(terms)
        return len(self.rows) - 1


class Instance:
    """The time-expanded model of an instance, and the way back from its solution to a plan."""

    def __init__(self, data):
        self.data = data
        self.steps = data["steps"]
        seconds = step_seconds(data["step"])
        self.hours = seconds / 3600
        self.day = max(1, int(DAY_SECONDS // seconds))
        self.model = Model()
        self.switched = any("units" in link for link in data["links"])
        self.columns = {}
        self.balance = {
            element["id"]: [[] for _ in range(self.steps)]
            for kind in ("sources", "tanks", "zones", "junctions")
            for element in data[kind]
        }
        self.needed = {node: [0.0] * self.steps for node in self.balance}
        for link in data["links"]:
            self.link(link)
        for source in data["sources"]:
            self.source(source)
        for tank in data["tanks"]:
            self.tank(tank)
        for zone in data["zones"]:
            self.zone(zone)
        for node, rows in self.balance.items():
            for t, terms in enumerate(rows):
                self.model.row(self.needed[node][t], self.needed[node][t], terms)

    def tariff(self, link):
        name = link.get("tariff")
        return self.data["tariffs"][name] if name else [0.0] * self.steps

    def link_costs(self, link):
        energy = link.get("energyKWhPerM3", 0.0)
        return [link["costPerM3"] + energy * price for price in self.tariff(link)]

    def series(self, kind, name, columns):
        self.columns[kind, name] = columns

    def link(self, link):
        costs = self.link_costs(link)
        ways = [("flow", link["from"], link["to"])]
        if link["bidirectional"] and "units" not in link:  # pumps run one way
            ways.append(("back", link["to"], link["from"]))
        for kind, start, end in ways:
            columns = []
            for t in range(self.steps):
                column = self.model.column(0.0, link["maxFlow"], costs[t] * self.hours)
                self.balance[start][t].append((column, -self.hours))
                self.balance[end][t].append((column, self.hours * (1 - link["loss"])))
                columns.append(column)
            self.series(kind, link["id"], columns)
        if "units" in link:
            self.units(link)
        elif self.switched and link["bidirectional"] and link["loss"] > 0:
            self.one_way_at_a_time(link)

    def one_way_at_a_time(self, link):
        """Water to and fro is a way to lose what the least flow of a pump forces on a town, and no
        plan can hold it. Where all flows are free it never pays, and needs no rule."""
        most = link["maxFlow"]
        for flow, back in zip(self.columns["flow", link["id"]], self.columns["back", link["id"]]):
            forward = self.model.column(0, 1, 0.0, integer=True)
            self.model.row(-INFINITY, 0.0, [(flow, 1.0), (forward, -most)])
            self.model.row(-INFINITY, most, [(back, 1.0), (forward, most)])

    def units(self, link):
        """Whole numbers of running pumps; starts are what one step has more than the one before."""
        most = link["units"]
        power = link["unitPowerKW"] * self.hours
        on, starts = [], []
        for t, price in enumerate(self.tariff(link)):
            flow = [(self.columns["flow", link["id"]][t], 1.0)]
            running = self.model.column(0, most, power * price, integer=True)
            self.model.row(-INFINITY, 0.0, flow + [(running, -link["unitMaxFlow"])])
            self.model.row(0.0, INFINITY, flow + [(running, -link["unitMinFlow"])])
            started = self.model.column(0, most, 0.0)
            before = [(on[-1], 1.0)] if on else []
            self.model.row(0.0, INFINITY, [(started, 1.0), (running, -1.0)] + before)
            on.append(running)
            starts.append(started)
        for first in range(0, self.steps, self.day):
            terms = [(column, 1.0) for column in starts[first : first + self.day]]
            self.model.row(-INFINITY, link["maxStartsPerDay"], terms)
        self.series("on", link["id"], on)

    def source(self, source):
        cost = source["costPerM3"] * self.hours
        columns = [self.model.column(0.0, source["maxFlow"], cost) for _ in range(self.steps)]
        for t, column in enumerate(columns):
            self.balance[source["id"]][t].append((column, self.hours))
        if "maxDailyVolume" in source:
            for first in range(0, self.steps, self.day):
                today = columns[first : first + self.day]
                volume = source["maxDailyVolume"] * len(today) / self.day
                self.model.row(-INFINITY, volume, [(column, self.hours) for column in today])
        self.series("supply", source["id"], columns)

    def tank(self, tank):
        columns = []
        for t in range(self.steps):
            least = tank["minVolume"]
            if t == self.steps - 1:
                least = max(least, tank["finalMinVolume"])
            column = self.model.column(least, tank["maxVolume"], 0.0)
            terms = self.balance[tank["id"]][t]
            terms.append((column, -1.0))
            if columns:
                terms.append((columns[-1], 1.0))
            else:
                self.needed[tank["id"]][t] -= tank["initialVolume"]
            columns.append(column)
        self.series("volume", tank["id"], columns)

    def zone(self, zone):
        cost = zone["shortfallCostPerM3"] * self.hours
        columns = []
        for t, demand in enumerate(zone["demand"]):
            column = self.model.column(0.0, demand, cost)
            self.balance[zone["id"]][t].append((column, self.hours))
            self.needed[zone["id"]][t] += demand * self.hours
            columns.append(column)
        self.series("shortfall", zone["id"], columns)

    def not_convex(self):
        """A two-way link that pays to carry water to and fro; no plan can hold that."""
        for link in self.data["links"]:
            if link["bidirectional"] and "units" not in link and min(self.link_costs(link)) < 0:
                return link["id"]
        return None

    def plan(self, values):
        """The plan of a solution: cut to the bounds, opposite flows netted, pumps counted whole."""
        model = self.model

        def row(kind, name):
            columns = self.columns[kind, name]
            return [min(max(values[j], model.lower[j]), model.upper[j]) for j in columns]

        plan = {"flow": {}, "supply": {}, "volume": {}, "shortfall": {}}
        for kind, name in self.columns:
            if kind == "back":
                flow = plan["flow"][name]
                plan["flow"][name] = [f - b for f, b in zip(flow, row(kind, name))]
            elif kind == "on":
                plan.setdefault("on", {})[name] = [round(u) for u in row(kind, name)]
            else:
                plan[kind][name] = row(kind, name)
        return plan


def cost(model, values):
    return sum(c * x for c, x in zip(model.cost, values))


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
        loop = self.instance.not_convex()
        if loop:
            reason = f"the two-way link {loop} has a negative cost"
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
