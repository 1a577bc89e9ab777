# SPDX-License-Identifier: Apache-2.0
# Copyright the watermgmt authors
"""The model of an instance in the format `watermgmt-plan/1`, for peers that solve mixed-integer programs.

It is that of the package description of io.github.watermgmt.distribution: balances in m³, a row for each
limit that steps or links share, two columns for a two-way link and one more for each segment of an energy
curve. What it does not know is refused by name (`refusal`), never passed over.
"""

DAY_SECONDS = 86400
HOUR_SECONDS = 3600
INFINITY = float("inf")

KNOWN = {
    "": "format name start step steps currency sources tanks zones junctions links tariffs"
    " co2KgPerKWh co2PricePerKg demandCharges blends",
    "sources": "id maxFlow costPerM3 maxDailyVolume availability minFlow volumeLimits volumeLimitsFrom"
    " volumeLimitsTo",
    "tanks": "id minVolume maxVolume initialVolume finalMinVolume finalValuePerM3 minVolumes maxVolumes",
    "zones": "id demand shortfallCostPerM3 guaranteed guaranteedShare maxShortfall",
    "junctions": "id",
    "links": "id kind from to maxFlow bidirectional loss costPerM3 energyKWhPerM3 tariff availability"
    " minFlow segmentsAbove segmentsKWhPerM3 units unitMinFlow unitMaxFlow unitPowerKW maxStartsPerDay",
    "demandCharges": "id links pricePerKW reachedKW",
    "blends": "id node links maxShare",
}


def step_seconds(text):
    """The seconds of an ISO 8601 duration such as PT1H30M or P1D."""
    seconds, digits, days = 0.0, "", True
    for letter in text[1:]:
        if letter == "T":
            days = False
        elif letter in "DHMS":
            unit = {"D": DAY_SECONDS, "H": HOUR_SECONDS, "M": 60, "S": 1}[letter]
            if days != (letter == "D"):
                raise ValueError(f"step ({text}), is not a duration that is understood")
            seconds += float(digits) * unit
            digits = ""
        else:
            digits += letter
    return seconds


def strangers(data):
    """The fields of an instance that this model does not know, with what has them."""
    found = sorted(f"'{field}'" for field in set(data) - set(KNOWN[""].split()))
    for kind, fields in KNOWN.items():
        for element in data.get(kind, []) if kind else []:
            unknown = sorted(set(element) - set(fields.split()))
            found += [f"'{field}' of {kind[:-1]} '{element['id']}'" for field in unknown]
    return found


def is_two_way(link):
    return link["bidirectional"] and "units" not in link  # pumps run one way


def can_lose(link):
    return is_two_way(link) and link["loss"] > 0


def segments(link):
    return list(zip(link.get("segmentsAbove", []), link.get("segmentsKWhPerM3", [])))


def part(flow, above, following):
    """What of a flow lies between two others."""
    return max(0.0, min(flow, following) - above)


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
        self.hours = seconds / HOUR_SECONDS
        self.day = max(1, int(DAY_SECONDS // seconds))
        self.hour = max(1, int(HOUR_SECONDS // seconds))
        self.model = Model()
        self.exclusive = self.may_pay_to_lose()
        self.columns = {}
        self.balance = {
            element["id"]: [[] for _ in range(self.steps)]
            for kind in ("sources", "tanks", "zones", "junctions")
            for element in data[kind]
        }
        self.needed = {node: [0.0] * self.steps for node in self.balance}
        self.blends = [
            (blend, [[] for _ in range(self.steps)]) for blend in data.get("blends", [])
        ]
        hours = -(-self.steps // self.hour)
        self.charges = [
            (charge, [[] for _ in range(hours)]) for charge in data.get("demandCharges", [])
        ]
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
        for _, rows in self.blends:
            for terms in rows:
                self.model.row(-INFINITY, 0.0, terms)
        for charge, rows in self.charges:
            above = self.model.column(0.0, INFINITY, charge["pricePerKW"])
            for terms in rows:
                self.model.row(-INFINITY, charge["reachedKW"], terms + [(above, -1.0)])

    def energy_costs(self, link):
        """What a kWh costs, its tariff and what it emits, per step."""
        name = link.get("tariff")
        tariff = self.data["tariffs"][name] if name else [0.0] * self.steps
        kg = self.data.get("co2KgPerKWh", [0.0] * self.steps)
        price = self.data.get("co2PricePerKg", 0.0)
        return [cost + emitted * price for cost, emitted in zip(tariff, kg)]

    def link_costs(self, link, energy=None):
        energy = link.get("energyKWhPerM3", 0.0) if energy is None else energy
        return [link["costPerM3"] + energy * price for price in self.energy_costs(link)]

    def available(self, element, field):
        """A limit by step: the share of it that is in force."""
        value = element.get(field, 0.0)
        return [share * value for share in element.get("availability", [1.0] * self.steps)]

    def series(self, kind, name, columns):
        self.columns[kind, name] = columns

    def link(self, link):
        energy = link.get("energyKWhPerM3", 0.0)
        parts = segments(link)
        starts = [0.0] + [above for above, _ in parts] + [INFINITY]
        self.one_way("flow", link, link["from"], link["to"], energy, starts[0], starts[1])
        if is_two_way(link):
            self.one_way("back", link, link["to"], link["from"], energy, 0.0, INFINITY)
        for k, (above, segment_energy) in enumerate(parts):
            self.one_way(
                f"segment {k}", link, link["from"], link["to"], segment_energy, above, starts[k + 2]
            )
        if "units" in link:
            self.units(link)
        elif self.exclusive and can_lose(link):
            self.one_way_at_a_time(link)

    def one_way(self, kind, link, start, end, energy, above, following):
        """The part of a flow in one direction that lies between two others."""
        costs = self.link_costs(link, energy)
        least, most = self.available(link, "minFlow"), self.available(link, "maxFlow")
        arrives = self.hours * (1 - link["loss"])
        columns = []
        for t in range(self.steps):
            low, high = part(least[t], above, following), part(most[t], above, following)
            column = self.model.column(low, high, costs[t] * self.hours)
            self.balance[start][t].append((column, -self.hours))
            self.balance[end][t].append((column, arrives))
            for blend, rows in self.blends:
                if blend["node"] == end:
                    weight = (link["id"] in blend["links"]) - blend["maxShare"]
                    rows[t].append((column, arrives * weight))
            columns.append(column)
        self.series(kind, link["id"], columns)
        self.power(link, columns, energy)

    def power(self, link, columns, per_unit):
        """Adds what a link draws to the means of its meters, kW for each unit of the columns."""
        for charge, rows in self.charges:
            if link["id"] in charge["links"]:
                for t, column in enumerate(columns):
                    in_hour = min(self.hour, self.steps - t // self.hour * self.hour)
                    rows[t // self.hour].append((column, per_unit / in_hour))

    def one_way_at_a_time(self, link):
        """Water to and fro is a way to lose what a least flow forces on a town, and no plan can hold
        it. Where all flows are free it never pays, and needs no rule."""
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
        for t, price in enumerate(self.energy_costs(link)):
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
        self.power(link, on, link["unitPowerKW"])

    def source(self, source):
        cost = source["costPerM3"] * self.hours
        bounds = zip(self.available(source, "minFlow"), self.available(source, "maxFlow"))
        columns = [self.model.column(low, high, cost) for low, high in bounds]
        for t, column in enumerate(columns):
            self.balance[source["id"]][t].append((column, self.hours))
        if "maxDailyVolume" in source:
            for first in range(0, self.steps, self.day):
                today = columns[first : first + self.day]
                volume = source["maxDailyVolume"] * len(today) / self.day
                self.model.row(-INFINITY, volume, [(column, self.hours) for column in today])
        for first, end, volume in zip(
            source.get("volumeLimitsFrom", []),
            source.get("volumeLimitsTo", []),
            source.get("volumeLimits", []),
        ):
            terms = [(column, self.hours) for column in columns[first:end]]
            self.model.row(-INFINITY, volume, terms)
        self.series("supply", source["id"], columns)

    def tank(self, tank):
        columns = []
        lows = tank.get("minVolumes", [0.0] * self.steps)
        highs = tank.get("maxVolumes", [INFINITY] * self.steps)
        for t in range(self.steps):
            least = max(tank["minVolume"], lows[t])
            most = min(tank["maxVolume"], highs[t])
            worth = 0.0
            if t == self.steps - 1:
                least = max(least, tank["finalMinVolume"])
                worth = tank.get("finalValuePerM3", 0.0)
            column = self.model.column(least, most, -worth)
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
        guaranteed = zone.get("guaranteed", [0.0] * self.steps)
        share = zone.get("guaranteedShare", 0.0)
        columns = []
        for t, demand in enumerate(zone["demand"]):
            refused = demand - max(min(demand, guaranteed[t]), share * demand)
            column = self.model.column(0.0, refused, cost)
            self.balance[zone["id"]][t].append((column, self.hours))
            self.needed[zone["id"]][t] += demand * self.hours
            columns.append(column)
        if "maxShortfall" in zone:
            self.model.row(
                -INFINITY, zone["maxShortfall"], [(column, self.hours) for column in columns]
            )
        self.series("shortfall", zone["id"], columns)

    def may_pay_to_lose(self):
        """Whether it may pay to lose water, or be the only way to be rid of it."""
        data = self.data
        links = data["links"]
        if not any(can_lose(link) for link in links):
            return False
        return (
            any("units" in link for link in links)
            or any(element.get("minFlow", 0.0) > 0 for element in links + data["sources"])
            or any("maxVolumes" in tank for tank in data["tanks"])
            or any(source["costPerM3"] < 0 for source in data["sources"])
            or any(
                link["costPerM3"] < 0
                or min([link.get("energyKWhPerM3", 0.0)] + link.get("segmentsKWhPerM3", [])) < 0
                or min(self.energy_costs(link)) < 0
                for link in links
            )
        )

    def refusal(self):
        """What of the instance this model cannot hold, in words; None if it can."""
        unknown = strangers(self.data)
        if unknown:
            return "the model does not know " + ", ".join(unknown)
        for link in self.data["links"]:
            charged = any(
                link["id"] in charge["links"] and charge["pricePerKW"] > 0
                for charge, _ in self.charges
            )
            most = self.available(link, "maxFlow")
            energy = link.get("energyKWhPerM3", 0.0)
            if is_two_way(link):
                costs = [cost for cost, flow in zip(self.link_costs(link), most) if flow > 0]
                if min(costs, default=0.0) < 0 or (costs and charged and energy < 0):
                    return f"the two-way link {link['id']} has a negative cost"
            for above, segment_energy in segments(link):
                rise = segment_energy - energy
                prices = [p for p, flow in zip(self.energy_costs(link), most) if flow > above]
                if min((rise * p for p in prices), default=0.0) < 0 or (
                    prices and charged and rise < 0
                ):
                    return f"the energy of link {link['id']} costs less above {above} m3/h"
                energy = segment_energy
        return None

    def plan(self, values):
        """The plan of a solution: cut to the bounds, opposite flows netted, parts of a flow added up,
        pumps counted whole."""
        model = self.model

        def row(kind, name):
            columns = self.columns[kind, name]
            return [min(max(values[j], model.lower[j]), model.upper[j]) for j in columns]

        plan = {"flow": {}, "supply": {}, "volume": {}, "shortfall": {}}
        for kind, name in self.columns:
            if kind == "back":
                flow = plan["flow"][name]
                plan["flow"][name] = [f - b for f, b in zip(flow, row(kind, name))]
            elif kind.startswith("segment"):
                flow = plan["flow"][name]
                plan["flow"][name] = [f + more for f, more in zip(flow, row(kind, name))]
            elif kind == "on":
                plan.setdefault("on", {})[name] = [round(u) for u in row(kind, name)]
            else:
                plan[kind][name] = row(kind, name)
        return plan


def cost(model, values):
    return sum(c * x for c, x in zip(model.cost, values))
