"""URL filtering and firewall filtering rules: fields, defaults, order."""

from expect import fields, ids, named, names, ok, refused, same, same_set, status, true

URL = "zia/url-filtering-rule"
FIREWALL = "zia/firewall-filtering-rule"
METHODS = (
    "OPTIONS GET HEAD POST PUT DELETE TRACE CONNECT OTHER PROPFIND PROPPATCH MOVE MKCOL LOCK COPY UNLOCK PATCH"
).split()


def orders(api):
    """Name to order number."""
    return {rule.name: rule.order for rule in ok(api.list_rules())}


def sequence(api, *wanted):
    """The wanted rules as they are evaluated."""
    found = orders(api)
    return sorted(wanted, key=lambda name: found[name])


def resend(rule, **changes):
    """What a complete update sends: the client leaves it to its caller."""
    sent = {"name": rule.name, "action": rule.action, "order": rule.order, "rank": rule.rank, "state": rule.state}
    return {**sent, **changes}


def run(report, tenant):
    url_rules(report, tenant)
    firewall_rules(report, tenant)


def url_rules(report, tenant):
    check, api, zia = report.check, tenant.zia.url_filtering, tenant.zia
    last = max(orders(api).values())

    with check(URL, "lists all rules at once, references with id and name"):
        rows = ok(api.list_rules())
        same(len(rows), len(tenant.control.objects(URL)), "rows")
        vendors = named(rows, "Allow machine vendors in the plants")
        same(names(vendors.groups), ["Plant maintenance"], "groups")
        same(names(vendors.labels), ["plant"], "labels")
        same_set(vendors.protocols, ["WEBSOCKETSSL_RULE", "HTTPS_RULE"], "protocols")

    with check(URL, "predefined rules share an order number"):
        shared = [rule.order for rule in ok(api.list_rules()) if rule.name.endswith("One Click Rule")]
        same(len(shared), 2, "predefined rules")
        same(len(set(shared)), 1, "order numbers")

    group = named(ok(zia.user_management.list_groups()), "Finance")
    department = named(ok(zia.user_management.list_departments()), "Legal")
    location = named(ok(zia.locations.list_locations()), "HQ Dresden")
    interval = named(ok(zia.time_intervals.list_time_intervals()), "Work hours")
    label = named(ok(zia.rule_labels.list_labels()), "temporary")

    with check(URL, "a create answers 200 with an echo: references as sent, no authorship yet"):
        answer = api.add_rule(
            name="Conformance A",
            action="BLOCK",
            enabled=True,
            order=last + 1,
            rank=7,
            protocols=["HTTPS_RULE", "HTTP_RULE"],
            url_categories=["GAMBLING", "NUDITY"],
            groups=[group.id],
            departments=[department.id],
            locations=[location.id],
            time_windows=[interval.id],
            labels=[label.id],
            description="made by the vendor's client",
        )
        same(status(answer), 200, "status")
        created = ok(answer)
        fields(created, name="Conformance A", order=last + 1, last_modified_time=None)
        same(created.groups[0].name, None, "the name of the group")

    with check(URL, "the list shows what was sent, with names"):
        rule = named(ok(api.list_rules()), "Conformance A")
        fields(rule, id=created.id, action="BLOCK", state="ENABLED", order=last + 1, rank=7)
        fields(rule, description="made by the vendor's client")
        same_set(rule.protocols, ["HTTP_RULE", "HTTPS_RULE"], "protocols")
        same_set(rule.url_categories, ["GAMBLING", "NUDITY"], "categories")
        for key, wanted in (("groups", group), ("departments", department), ("locations", location), ("labels", label)):
            same([(item.id, item.name) for item in getattr(rule, key)], [(wanted.id, wanted.name)], key)
        same(names(rule.time_windows), ["Work hours"], "time windows")
        true(rule.last_modified_by.name, "no author")

    with check(URL, "the single read equals the listed one"):
        single = ok(api.get_rule(created.id))
        fields(single, name="Conformance A", order=last + 1, action="BLOCK", state="ENABLED")
        same_set(single.url_categories, ["GAMBLING", "NUDITY"], "categories")
        same(names(single.groups), ["Finance"], "groups")

    with check(URL, "defaults of a create: enabled, rank 7, every request method, nothing else"):
        bare = ok(api.add_rule(name="Conformance B", action="ALLOW", order=last + 2, protocols=["ANY_RULE"]))
        rule = ok(api.get_rule(bare.id))
        fields(
            rule,
            state="ENABLED",
            rank=7,
            block_override=False,
            ciparule=False,
            description=None,
            protocols=["ANY_RULE"],
        )
        fields(rule, time_quota=0, size_quota=0, url_categories=[], groups=[], user_agent_types=[])
        same_set(rule.request_methods, METHODS, "request methods")

    with check(URL, "ANY as category reads back as no category"):
        ok(api.update_rule(bare.id, **resend(rule, protocols=["ANY_RULE"], url_categories=["ANY"])))
        same(ok(api.get_rule(bare.id)).url_categories, [], "categories")

    with check(URL, "an update replaces the rule: references and texts left out are gone"):
        rule = ok(api.get_rule(created.id))
        ok(
            api.update_rule(
                created.id, **resend(rule, protocols=["HTTPS_RULE"], url_categories=["NUDITY"], action="ALLOW")
            )
        )
        rule = named(ok(api.list_rules()), "Conformance A")
        fields(rule, action="ALLOW", url_categories=["NUDITY"], protocols=["HTTPS_RULE"], description=None)
        fields(rule, groups=[], departments=[], locations=[], labels=[], time_windows=[], order=last + 1)

    with check(URL, "`enabled=False` disables"):
        sent = resend(rule, protocols=["HTTPS_RULE"], enabled=False)
        del sent["state"]
        ok(api.update_rule(created.id, **sent))
        same(ok(api.get_rule(created.id)).state, "DISABLED", "state")

    order(report, tenant, URL, api, {"protocols": ["ANY_RULE"], "action": "BLOCK"})

    with check(URL, "action, protocols and name are required"):
        refused(api.add_rule(name="x", order=1, protocols=["ANY_RULE"]), 400, "INVALID_INPUT_ARGUMENT", "action")
        refused(api.add_rule(name="x", order=1, action="BLOCK"), 400, "INVALID_INPUT_ARGUMENT", "protocols")
        refused(api.add_rule(order=1, action="BLOCK", protocols=["ANY_RULE"]), 400, "INVALID_INPUT_ARGUMENT", "name")

    with check(URL, "a value outside an enumeration is an unreadable body"):
        answer = api.add_rule(name="x", order=1, action="EXPLODE", protocols=["ANY_RULE"])
        refused(answer, 400, None, "Request body is invalid.")

    with check(URL, "a reference to nothing is refused"):
        answer = api.add_rule(name="x", order=1, action="BLOCK", protocols=["ANY_RULE"], groups=[1])
        refused(answer, 400, "INVALID_INPUT_ARGUMENT")

    with check(URL, "an isolation rule takes a profile with id, name and address"):
        profile = named(ok(zia.cloud_browser_isolation.list_isolation_profiles()), "Acme read-only")
        answer = api.add_rule(
            name="Conformance isolation",
            action="ISOLATE",
            order=last + 1,
            protocols=["HTTP_RULE", "HTTPS_RULE"],
            url_categories=["GAMBLING"],
            cbi_profile={"id": profile.id, "name": profile.name, "url": profile.url},
        )
        rule = named(ok(api.list_rules()), "Conformance isolation")
        fields(rule.cbi_profile, id=profile.id, name="Acme read-only", url=profile.url)
        same(status(api.delete_rule(ok(answer).id)), 204, "status")

    with check(URL, "a duplicate name is refused with DUPLICATE_ITEM"):
        answer = api.add_rule(name="Conformance A", order=1, action="BLOCK", protocols=["ANY_RULE"])
        refused(answer, 400, "DUPLICATE_ITEM")

    with check(URL, "an update with an outdated lastModifiedTime is refused with STALE_CONFIGURATION_ERROR"):
        rule = ok(api.get_rule(created.id))
        sent = resend(rule, protocols=["HTTPS_RULE"], last_modified_time=rule.last_modified_time)
        tenant.control.next_second()
        ok(api.update_rule(created.id, **sent))
        refused(api.update_rule(created.id, **sent), 409, "STALE_CONFIGURATION_ERROR")

    with check(URL, "a delete answers 204; the rule is gone and its gap is closed"):
        same(status(api.delete_rule(created.id)), 204, "status")
        same(orders(api)["Conformance B"], last + 1, "order of the next rule")
        same(status(api.delete_rule(bare.id)), 204, "status")
        refused(api.get_rule(created.id), 404, "RESOURCE_NOT_FOUND")
        same(max(orders(api).values()), last, "last order")


def order(report, tenant, kind, api, body):
    """Three rules at the end, moved about: the same story for every ordered ZIA kind."""
    check = report.check
    start = max(orders(api).values()) + 1
    made = [ok(api.add_rule(name=f"Order {n}", order=start + n, **body)).id for n in range(3)]
    trio = ["Order 0", "Order 1", "Order 2"]

    def update(number, **changes):
        rule = ok(api.get_rule(made[number]))
        return api.update_rule(made[number], **{**resend(rule), **body, **changes})

    with check(kind, "order: new rules stand where they were put"):
        same([orders(api)[name] for name in trio], [start, start + 1, start + 2], "orders")

    with check(kind, "order: a rule moved up pushes those it passes down by one"):
        ok(update(2, order=start))
        same(sequence(api, *trio), ["Order 2", "Order 0", "Order 1"], "sequence")
        same([orders(api)[name] for name in trio], [start + 1, start + 2, start], "orders")

    with check(kind, "order: a rule moved down lets those it passes move up"):
        ok(update(2, order=start + 2))
        same([orders(api)[name] for name in trio], [start, start + 1, start + 2], "orders")

    with check(kind, "order: rules that are passed carry the time of the move"):
        before = {rule.name: rule.last_modified_time for rule in ok(api.list_rules())}
        tenant.control.next_second()
        ok(update(2, order=start))
        after = {rule.name: rule.last_modified_time for rule in ok(api.list_rules())}
        same_set([n for n in after if after[n] != before[n]], trio, "rules with a new time")
        ok(update(2, order=start + 2))

    with check(kind, "order: a new rule in between shifts everything below it, predefined rules included"):
        before = orders(api)
        inserted = ok(api.add_rule(name="Order in front", order=1, **body)).id
        after = orders(api)
        same(after["Order in front"], 1, "order")
        rise = {name: after[name] - number for name, number in before.items() if number >= 1}
        same(set(rise.values()), {1}, "shift of all rules")
        ok(api.delete_rule(inserted))
        same(orders(api), before, "orders after its deletion")

    with check(kind, "order: numbers below 1 and past the end are refused"):
        for number in (0, -1, start + 99):
            refused(update(0, order=number), 400, "INVALID_INPUT_ARGUMENT", f"not allowed at order {number}")

    with check(kind, "rank: a better rank below a worse one is refused"):
        refused(update(1, rank=3), 400, "INVALID_INPUT_ARGUMENT", "Rule with rank 3 is not allowed at order")

    for rule_id in made:
        ok(api.delete_rule(rule_id))


def firewall_rules(report, tenant):
    check, api, zia = report.check, tenant.zia.cloud_firewall_rules, tenant.zia
    last = max(orders(api).values())

    with check(FIREWALL, "lists rules by ascending order, the default rule at -1 among them"):
        rows = ok(api.list_rules())
        same(len(rows), len(tenant.control.objects(FIREWALL)), "rows")
        numbers = [rule.order for rule in rows]
        same(numbers, sorted(numbers), "orders")
        fields(named(rows, "Default Firewall Filtering Rule"), order=-1, default_rule=True, action="BLOCK_DROP")

    with check(FIREWALL, "order numbers have gaps and ties"):
        numbers = [rule.order for rule in rows]
        true(len(set(numbers)) < len(numbers), "no ties")
        true(set(range(1, last)) - set(numbers), "no gaps")

    source = named(ok(zia.cloud_firewall.list_ip_source_groups()), "Lab clients")
    destination = named(ok(zia.cloud_firewall.list_ip_destination_groups()), "Bank gateways")
    services = ok(zia.cloud_firewall.list_network_services())
    service_group = named(ok(zia.cloud_firewall.list_network_svc_groups()), "Core infrastructure")
    application_group = named(ok(zia.cloud_firewall.list_network_app_groups()), "Collaboration")
    location_group = named(ok(zia.locations.list_location_groups()), "Offices")
    user = named(ok(zia.user_management.list_users()), "Jana Dorn")

    with check(FIREWALL, "a create answers 200 with an echo"):
        answer = api.add_rule(
            name="Conformance A",
            action="BLOCK_DROP",
            enabled=True,
            order=last + 1,
            src_ip_groups=[source.id],
            dest_ip_groups=[destination.id],
            nw_services=[named(services, "SFTP").id, named(services, "HTTPS").id],
            nw_service_groups=[service_group.id],
            nw_application_groups=[application_group.id],
            location_groups=[location_group.id],
            users=[user.id],
            src_ips=["192.0.2.7"],
            dest_addresses=["203.0.113.0/28", "*.build.example"],
            dest_countries=["COUNTRY_US", "COUNTRY_CA"],
            dest_ip_categories=["PHISHING"],
            enable_full_logging=True,
            description="made by the vendor's client",
        )
        same(status(answer), 200, "status")
        created = ok(answer)
        fields(created, name="Conformance A", access_control=None)

    with check(FIREWALL, "the list shows what was sent, with names"):
        rule = named(ok(api.list_rules()), "Conformance A")
        fields(
            rule, id=created.id, action="BLOCK_DROP", state="ENABLED", order=last + 1, rank=7, enable_full_logging=True
        )
        fields(rule, description="made by the vendor's client", access_control="READ_WRITE", default_rule=False)
        for key, wanted in (
            ("src_ip_groups", ["Lab clients"]),
            ("dest_ip_groups", ["Bank gateways"]),
            ("nw_services", ["SFTP", "HTTPS"]),
            ("nw_service_groups", ["Core infrastructure"]),
            ("nw_application_groups", ["Collaboration"]),
            ("location_groups", ["Offices"]),
            ("users", ["Jana Dorn"]),
        ):
            same_set(names(getattr(rule, key)), wanted, key)
        same_set(rule.dest_addresses, ["203.0.113.0/28", "*.build.example"], "destinations")
        same_set(rule.dest_countries, ["COUNTRY_CA", "COUNTRY_US"], "countries")
        fields(rule, src_ips=["192.0.2.7"], dest_ip_categories=["PHISHING"], source_countries=[])

    with check(FIREWALL, "the single read equals the listed one"):
        single = ok(api.get_rule(created.id))
        fields(single, name="Conformance A", order=last + 1, enable_full_logging=True)
        same_set(ids(single.nw_services), ids(rule.nw_services), "services")

    with check(FIREWALL, "defaults of a create: enabled, rank 7, no logging, nothing named"):
        bare = ok(api.add_rule(name="Conformance B", action="ALLOW", order=last + 2))
        rule = ok(api.get_rule(bare.id))
        fields(rule, state="ENABLED", rank=7, enable_full_logging=False, dest_countries=[], dest_ip_categories=[])
        fields(rule, nw_services=[], groups=[], description=None, exclude_src_countries=False)

    with check(FIREWALL, "an update replaces the rule: references and texts left out are gone"):
        ok(api.update_rule(created.id, **resend(ok(api.get_rule(created.id)), action="ALLOW", src_ips=["192.0.2.8"])))
        rule = named(ok(api.list_rules()), "Conformance A")
        fields(rule, action="ALLOW", src_ips=["192.0.2.8"], enable_full_logging=False, description=None)
        fields(rule, src_ip_groups=[], dest_ip_groups=[], nw_services=[], dest_countries=[], users=[], order=last + 1)

    with check(FIREWALL, "the list filters by rule name and action"):
        same(names(ok(api.list_rules({"rule_name": "Conformance A"}))), ["Conformance A"], "rules")
        allowing = ok(api.list_rules({"rule_action": "ALLOW"}))
        same({rule.action for rule in allowing}, {"ALLOW"}, "actions")
        true(0 < len(allowing) < len(rows), "the filter did not narrow the list")

    order(report, tenant, FIREWALL, api, {"action": "BLOCK_RESET"})

    with check(FIREWALL, "the default rule's action can be changed, its place cannot, and it cannot be deleted"):
        standard = named(ok(api.list_rules()), "Default Firewall Filtering Rule")
        sent = {"name": standard.name, "order": -1, "rank": 7, "state": "ENABLED", "action": "ALLOW"}
        ok(api.update_rule(standard.id, **sent))
        same(ok(api.get_rule(standard.id)).action, "ALLOW", "action")
        true(api.update_rule(standard.id, **{**sent, "order": 1})[2] is not None, "it was moved")
        true(api.delete_rule(standard.id)[2] is not None, "it was deleted")
        fields(named(ok(api.list_rules()), "Default Firewall Filtering Rule"), order=-1)

    with check(FIREWALL, "a predefined rule can be switched, and is refused with its own flags in the body"):
        office = named(ok(api.list_rules()), "Office 365 One Click Rule")
        sent = {"name": office.name, "order": office.order, "rank": 7, "action": office.action, "state": "DISABLED"}
        refused(api.update_rule(office.id, **sent, predefined=True), 400, None, "Request body is invalid.")
        ok(api.update_rule(office.id, **sent))
        fields(ok(api.get_rule(office.id)), state="DISABLED", action="ALLOW", predefined=True)

    with check(FIREWALL, "a duplicate name is refused with DUPLICATE_ITEM"):
        refused(api.add_rule(name="Conformance A", action="ALLOW", order=1), 400, "DUPLICATE_ITEM")

    with check(FIREWALL, "a delete answers 204 and the rule is gone"):
        for rule_id in (created.id, bare.id):
            same(status(api.delete_rule(rule_id)), 204, "status")
            refused(api.get_rule(rule_id), 404, "RESOURCE_NOT_FOUND")
        same(max(orders(api).values()), last, "last order")
