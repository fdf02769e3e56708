"""DNS, IPS, NAT and forwarding rules, bandwidth classes and rules, traffic capture rules."""

from expect import fields, named, names, ok, read, refused, same, same_set, status, true

DNS = "zia/firewall-dns-rule"
IPS = "zia/firewall-ips-rule"
NAT = "zia/nat-control-rule"
FORWARD = "zia/forwarding-control-rule"
CLASS = "zia/bandwidth-class"
BANDWIDTH = "zia/bandwidth-control-rule"
CAPTURE = "zia/traffic-capture-rule"


def run(report, tenant):
    zia = tenant.zia
    dns(report, zia)
    ips(report, zia)
    nat(report, zia)
    forwarding(report, zia)
    bandwidth(report, zia)
    capture(report, zia)


def orders(api):
    """Name to order number, of rules an administrator can place."""
    return {read(rule, "name"): read(rule, "order") for rule in ok(api.list_rules()) if 0 < read(rule, "order") < 127}


def lifecycle(report, kind, api, sent, changed, always=None):
    """Create at the top, read, update, move to the end, delete. `always` holds keys that every write needs."""
    check, always = report.check, always or {}
    before = orders(api)

    with check(kind, "a create at the top answers 200 and moves every other rule down by one"):
        answer = api.add_rule(name="Conformance", enabled=True, order=1, rank=7, **always, **sent)
        same(status(answer), 200, "status")
        made = read(ok(answer), "id")
        after = orders(api)
        same(after.pop("Conformance"), 1, "order")
        same(after, {name: order + 1 for name, order in before.items()}, "orders")

    with check(kind, "the list shows what was sent, as the single read does"):
        for rule in (named(ok(api.list_rules()), "Conformance"), ok(api.get_rule(made))):
            same(read(rule, "state"), "ENABLED", "state")
            for key, value in sent.items():
                shown = read(rule, key)
                same(sorted(shown) if isinstance(shown, list) else shown, value, key)

    with check(kind, "an update replaces the rule: what is left out is gone"):
        ok(api.update_rule(made, name="Conformance", enabled=True, order=1, rank=7, **always, **changed))
        rule = named(ok(api.list_rules()), "Conformance")
        for key in sent:
            same(read(rule, key) or None, changed.get(key), key)

    with check(kind, "a rule goes to the end of the list, and no further"):
        last = max(orders(api).values())
        ok(api.update_rule(made, name="Conformance", enabled=True, order=last, rank=7, **always, **changed))
        same(orders(api)["Conformance"], last, "order")
        past = api.update_rule(made, name="Conformance", order=last + 2, rank=7, **always, **changed)
        true(past[2] is not None, "it went past")

    with check(kind, "a duplicate name is refused with DUPLICATE_ITEM"):
        refused(api.add_rule(name="Conformance", order=1, rank=7, **always, **sent), 400, "DUPLICATE_ITEM")

    with check(kind, "a delete answers 204, and the others stand as before"):
        same(status(api.delete_rule(made)), 204, "status")
        refused(api.get_rule(made), 404, "RESOURCE_NOT_FOUND")
        same(orders(api), before, "orders")


def fixed(report, kind, api, name):
    with report.check(kind, f"{name!r} belongs to the service and cannot be deleted"):
        rule = named(ok(api.list_rules()), name)
        true(api.delete_rule(read(rule, "id"))[2] is not None, "it was deleted")
        named(ok(api.list_rules()), name)


def dns(report, zia):
    api = zia.cloud_firewall_dns
    lifecycle(
        report,
        DNS,
        api,
        {
            "action": "REDIR_REQ",
            "redirect_ip": "192.0.2.53",
            "protocols": ["UDP_RULE"],
            "dest_countries": ["COUNTRY_CA", "COUNTRY_US"],
            "description": "made by the vendor's client",
        },
        {"action": "BLOCK", "protocols": ["ANY_RULE"]},
    )
    fixed(report, DNS, api, "Default Firewall DNS Rule")
    with report.check(DNS, "an address to redirect to goes with one action only"):
        wrong = {"action": "BLOCK", "redirect_ip": "192.0.2.53"}
        refused(api.add_rule(name="Conformance", order=1, rank=7, **wrong), 400, "INVALID_INPUT_ARGUMENT")


def ips(report, zia):
    api = zia.cloud_firewall_ips
    lifecycle(
        report,
        IPS,
        api,
        {
            "action": "BLOCK_DROP",
            "src_ips": ["192.0.2.7"],
            "dest_countries": ["COUNTRY_CA", "COUNTRY_US"],
            "description": "made by the vendor's client",
        },
        {"action": "BYPASS_IPS"},
    )
    fixed(report, IPS, api, "Default Cloud IPS Rule")
    with report.check(IPS, "threat categories are listed, and a rule names them"):
        listed = [read(row, "name") for row in ok(zia.ips_categories.list_categories())]
        true("BOTNET_CALLBACK" in listed, "not listed")
        rule = named(ok(api.list_rules()), "Callbacks out of the plants")
        same(names(rule.threat_categories), ["BOTNET_CALLBACK"], "threat categories")


def nat(report, zia):
    api = zia.nat_control_policy
    lifecycle(
        report,
        NAT,
        api,
        {
            "redirect_ip": "192.0.2.9",
            "redirect_port": 2000,
            "src_ips": ["192.0.2.7"],
            "dest_addresses": ["*.pot.example", "198.51.100.9"],
            "description": "made by the vendor's client",
        },
        {"redirect_ip": "192.0.2.10"},
    )
    fixed(report, NAT, api, "Zscaler Trusted DNS Resolver")
    with report.check(NAT, "an unknown key is refused without a code"):
        wrong = {"redirect_ip": "192.0.2.9", "redirect_traffic_to_public_ip": True}
        refused(api.add_rule(name="Conformance", order=1, rank=7, **wrong), 400, None, "Request body is invalid.")


def forwarding(report, zia):
    api = zia.forwarding_control
    lifecycle(
        report,
        FORWARD,
        api,
        {
            "type": "FORWARDING",
            "forward_method": "DIRECT",
            "src_ips": ["192.0.2.7"],
            "dest_addresses": ["vault.example"],
            "description": "made by the vendor's client",
        },
        {"type": "FORWARDING", "forward_method": "DROP"},
    )
    fixed(report, FORWARD, api, "ZPA Pool For Stray Traffic")
    with report.check(FORWARD, "a proxy gateway is needed for a chain of proxies, and no other way has one"):
        chain = {"type": "FORWARDING", "forward_method": "PROXYCHAIN"}
        refused(api.add_rule(name="Conformance", order=1, rank=7, **chain), 400, "INVALID_INPUT_ARGUMENT")
        rule = named(ok(api.list_rules()), "Partner sites through the partner")
        same(read(rule.proxy_gateway, "name"), "Partner proxy", "gateway")


def bandwidth(report, zia):
    check, classes, api = report.check, zia.bandwidth_classes, zia.bandwidth_control_rules

    with check(CLASS, "a class is made, read, changed and listed; its answers are whole"):
        made = ok(classes.add_class(name="Conformance class", urls=["b.example", "a.example"]))
        same_set(made.urls, ["a.example", "b.example"], "urls")
        ok(classes.update_class(made.id, name="Conformance class", web_applications=["ZOOM"]))
        row = named(ok(classes.list_classes()), "Conformance class")
        fields(row, id=made.id, web_applications=["ZOOM"], type=None)
        same(row.urls or [], [], "urls")

    with check(CLASS, "classes of the service have a type and cannot be deleted"):
        row = named(ok(classes.list_classes()), "LARGE_FILE")
        same(row.type, "BANDWIDTH_CAT_LARGE_FILE", "type")
        true(classes.delete_class(row.id)[2] is not None, "it was deleted")

    lifecycle(
        report,
        BANDWIDTH,
        api,
        {
            "protocols": ["HTTPS_RULE", "HTTP_RULE"],
            "min_bandwidth": 10,
            "max_bandwidth": 60,
            "description": "made by the vendor's client",
        },
        {"protocols": ["ANY_RULE"], "min_bandwidth": 20, "max_bandwidth": 40},
        always={"bandwidth_class_ids": [made.id]},
    )
    fixed(report, BANDWIDTH, api, "Default Bandwidth Control")

    with check(CLASS, "a class that a rule names cannot be deleted: RESOURCE_IN_USE"):
        telephony = named(ok(classes.list_classes()), "Telephony")
        refused(classes.delete_class(telephony.id), 409, "RESOURCE_IN_USE")

    with check(CLASS, "the slot of a deleted class is given out again"):
        same(status(classes.delete_class(made.id)), 204, "status")
        again = ok(classes.add_class(name="Conformance again", urls=["c.example"]))
        same(again.id, made.id, "id")


def capture(report, zia):
    lifecycle(
        report,
        CAPTURE,
        zia.traffic_capture,
        {
            "action": "CAPTURE",
            "txn_size_limit": "TWO_MB",
            "txn_sampling": "ONE_PERCENT",
            "src_ips": ["192.0.2.7"],
            "description": "made by the vendor's client",
        },
        {"action": "SKIP", "txn_size_limit": "NONE", "txn_sampling": "NONE"},
    )
