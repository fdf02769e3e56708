"""Segment groups, server groups, application segments."""

from expect import fields, ids, named, names, ok, read, refused, same, same_set, status, true, walk, whole

GROUP = "zpa/segment-group"
SERVERS = "zpa/server-group"
SEGMENT = "zpa/application-segment"


def run(report, tenant):
    segment_groups(report, tenant)
    server_groups(report, tenant)
    segments(report, tenant)
    paging(report, tenant)


def segment_groups(report, tenant):
    check, api = report.check, tenant.zpa.segment_groups

    with check(GROUP, "lists groups by name, each with the segments that are in it"):
        rows = ok(api.list_groups(whole()))
        same(names(rows), sorted(names(rows), key=lambda name: name.lower().replace(" ", "")), "order")
        finance = named(rows, "Finance apps")
        wanted = ["ERP", "Treasury workstation", "Bank gateways over our address"]
        same_set(names(finance.applications), wanted, "segments")

    with check(GROUP, "a create answers 201; the list shows what was sent, and the defaults"):
        answer = api.add_group(name="Conformance", description="made by the vendor's client", enabled=True)
        same(status(answer), 201, "status")
        created = ok(answer)
        row = named(ok(api.list_groups(whole())), "Conformance")
        fields(row, id=created.id, description="made by the vendor's client", enabled=True)
        fields(row, config_space="DEFAULT", tcp_keep_alive_enabled="0", applications=[], microtenant_name="Default")

    with check(GROUP, "ids are texts of 18 digits"):
        true(isinstance(created.id, str) and created.id.isdigit() and len(created.id) == 18, created.id)

    with check(GROUP, "the single read equals the listed row"):
        fields(ok(api.get_group(created.id)), name="Conformance", enabled=True, microtenant_name="Default")

    with check(GROUP, "an update answers 204 without a body; what it leaves out: description cleared, enabled kept"):
        answer = api.update_group(created.id, name="Conformance 2")
        same(status(answer), 204, "status")
        fields(ok(answer), id=created.id, name=None)
        fields(ok(api.get_group(created.id)), name="Conformance 2", description=None, enabled=True)

    with check(GROUP, "the v2 update works, too"):
        same(status(api.update_group_v2(created.id, name="Conformance 3", enabled=False)), 204, "status")
        fields(ok(api.get_group(created.id)), name="Conformance 3", enabled=False)

    with check(GROUP, "unknown keys are ignored"):
        ok(api.update_group(created.id, name="Conformance 3", colour="red"))

    with check(GROUP, "`search` finds the exact name, blanks included"):
        same(names(ok(api.list_groups({"search": "Conformance 3"}))), ["Conformance 3"], "groups")
        same(names(ok(api.list_groups({"search": "name+EQ+HR & Payroll"}))), ["HR & Payroll"], "groups")

    with check(GROUP, "a second group of that name is refused"):
        _value, _response, error = api.add_group(name="Conformance 3", enabled=True)
        same(error.status_code, 400, "status")

    with check(GROUP, "a group without a name is refused with invalid.resource.argument"):
        refused(api.add_group(enabled=True), 400, "invalid.resource.argument", "name")

    with check(GROUP, "a group that segments are in cannot be deleted: resource.referenced, which names one"):
        error = refused(api.delete_group(finance.id), 400, "resource.referenced", "Resource is being referenced in")
        true(error.params[1] in wanted, str(error.params))

    with check(GROUP, "a delete answers 204; the id is then resource.not.found"):
        same(status(api.delete_group(created.id)), 204, "status")
        true("Conformance 3" not in names(ok(api.list_groups(whole()))), "still listed")
        refused(api.get_group(created.id), 400, "resource.not.found")
        refused(api.delete_group(created.id), 400, "resource.not.found")


def server_groups(report, tenant):
    check, api, zpa = report.check, tenant.zpa.server_groups, tenant.zpa
    connectors = ok(zpa.app_connector_groups.list_connector_groups(whole()))
    dresden, frankfurt = named(connectors, "DC Dresden"), named(connectors, "AWS Frankfurt")

    with check(SERVERS, "lists groups with their connector groups"):
        row = named(ok(api.list_groups(whole())), "Engineering cloud")
        fields(row, dynamic_discovery=True, ip_anchored=False)
        same(names(row.app_connector_groups), ["AWS Frankfurt"], "connector groups")

    with check(SERVERS, "a create answers 201; the list shows what was sent, and the defaults"):
        answer = api.add_group(
            name="Conformance servers",
            description="made by the vendor's client",
            enabled=True,
            dynamic_discovery=True,
            app_connector_group_ids=[dresden.id],
        )
        same(status(answer), 201, "status")
        created = ok(answer)
        row = named(ok(api.list_groups(whole())), "Conformance servers")
        fields(row, id=created.id, description="made by the vendor's client", enabled=True, dynamic_discovery=True)
        fields(row, ip_anchored=False, config_space="DEFAULT", extranet_enabled=False)
        same(ids(row.app_connector_groups), [dresden.id], "connector groups")

    with check(SERVERS, "an update answers 204 and changes what was sent, connector groups by id"):
        answer = api.update_group(
            created.id,
            name="Conformance servers 2",
            description="changed",
            app_connector_group_ids=[dresden.id, frankfurt.id],
        )
        same(status(answer), 204, "status")
        row = ok(api.get_group(created.id))
        fields(row, name="Conformance servers 2", description="changed", enabled=True, dynamic_discovery=True)
        same_set(names(row.app_connector_groups), ["DC Dresden", "AWS Frankfurt"], "connector groups")

    with check(SERVERS, "the client's own read, merge and write keeps what is not named"):
        ok(api.update_group(created.id, ip_anchored=True))
        row = ok(api.get_group(created.id))
        fields(row, name="Conformance servers 2", description="changed", ip_anchored=True)
        same_set(names(row.app_connector_groups), ["DC Dresden", "AWS Frankfurt"], "connector groups")

    servers = zpa.servers

    with check(SERVERS, "a group without discovery names its servers"):
        server = ok(servers.add_server(name="conform-01", address="10.1.4.77", enabled=True))
        explicit = ok(
            api.add_group(
                name="Conformance explicit",
                enabled=True,
                dynamic_discovery=False,
                server_ids=[server.id],
                app_connector_group_ids=[dresden.id],
            )
        )
        _value, response, _error = api.get_group(explicit.id)
        same(names(response.get_body()["servers"]), ["conform-01"], "servers")
        same(response.get_body()["servers"][0]["address"], "10.1.4.77", "address")

    with report.limit(
        SERVERS,
        "`update_group` loses the servers of a group without discovery unless `server_ids` is repeated",
        "its model has no servers, so its read, merge and write sends none; discovery off without servers is refused",
        "zscaler/zpa/models/server_group.py `request_format`; the vendor's Terraform provider (no recording)",
    ):
        refused(api.update_group(explicit.id, description="changed"), 400, "invalid.resource.argument")

    with check(SERVERS, "with `server_ids` the update goes through"):
        ok(api.update_group(explicit.id, description="changed", server_ids=[server.id]))
        _value, response, _error = api.get_group(explicit.id)
        same(names(response.get_body()["servers"]), ["conform-01"], "servers")
        same(response.get_body()["description"], "changed", "description")

    with check(SERVERS, "a server in a group cannot be deleted"):
        refused(servers.delete_server(server.id), 400, "resource.referenced", "Conformance explicit")

    with check(SERVERS, "a connector group is required"):
        refused(
            api.add_group(name="No connectors", enabled=True, dynamic_discovery=True), 400, "invalid.resource.argument"
        )

    with check(SERVERS, "a connector group that does not exist is refused"):
        answer = api.add_group(
            name="x", enabled=True, dynamic_discovery=True, app_connector_group_ids=["216000000000000001"]
        )
        refused(answer, 400, "invalid.resource.argument", "appConnectorGroups")

    with check(SERVERS, "a group that a segment uses cannot be deleted: resource.referenced"):
        used = named(ok(api.list_groups(whole())), "Engineering cloud")
        refused(api.delete_group(used.id), 400, "resource.referenced", "Application")

    with check(SERVERS, "a delete answers 204 and the group is gone"):
        for group_id in (created.id, explicit.id):
            same(status(api.delete_group(group_id)), 204, "status")
            refused(api.get_group(group_id), 400, "resource.not.found")
        same(status(servers.delete_server(server.id)), 204, "status")


def segments(report, tenant):
    check, api, zpa = report.check, tenant.zpa.application_segment, tenant.zpa
    group = ok(zpa.segment_groups.add_group(name="Conformance home", enabled=True))
    servers = named(ok(zpa.server_groups.list_groups(whole())), "Finance DC Dresden")
    listed = lambda name: named(ok(api.list_segments(whole())), name)

    with check(SEGMENT, "lists segments with domains, ports in both forms, and the group's name"):
        row = listed("Treasury workstation")
        same(row.domain_names, ["treasury.acme.example"], "domains")
        fields(row, double_encrypt=True, segment_group_name="Finance apps")
        pairs = list(zip(row.tcp_port_ranges[0::2], row.tcp_port_ranges[1::2]))
        same_set(pairs, [("8000", "8010"), ("443", "443")], "ports")
        same_set([(port["from"], port["to"]) for port in row.tcp_port_range], pairs, "ports as objects")

    with check(SEGMENT, "a create answers 201 with a reduced object; the list shows what was sent"):
        answer = api.add_segment(
            name="Conformance app",
            description="made by the vendor's client",
            enabled=True,
            domain_names=["conform.acme.example", "*.conform.acme.example"],
            segment_group_id=group.id,
            server_group_ids=[servers.id],
            tcp_port_ranges=["443", "443", "8080", "8090"],
            udp_port_ranges=["53", "53"],
        )
        same(status(answer), 201, "status")
        created = ok(answer)
        fields(created, name="Conformance app", segment_group_name=None, modified_time=None)
        row = listed("Conformance app")
        fields(row, id=created.id, description="made by the vendor's client", enabled=True)
        fields(row, segment_group_id=group.id, segment_group_name="Conformance home")
        same_set(row.domain_names, ["conform.acme.example", "*.conform.acme.example"], "domains")
        same(ids(row.server_groups), [servers.id], "server groups")
        same(row.udp_port_ranges, ["53", "53"], "UDP ports")

    with check(SEGMENT, "defaults of a create"):
        fields(
            row, bypass_type="NEVER", health_check_type="DEFAULT", health_reporting="ON_ACCESS", icmp_access_type="NONE"
        )
        fields(row, match_style="EXCLUSIVE", tcp_keep_alive="0", double_encrypt=False, ip_anchored=False)
        fields(row, passive_health_enabled=True, is_cname_enabled=True, select_connector_close_to_app=False)

    with check(SEGMENT, "the single read equals the listed row"):
        single = ok(api.get_segment(created.id))
        fields(single, name="Conformance app", segment_group_id=group.id, health_reporting="ON_ACCESS")
        same_set(single.domain_names, row.domain_names, "domains")

    with check(SEGMENT, "its group now shows it"):
        same(names(ok(zpa.segment_groups.get_group(group.id)).applications), ["Conformance app"], "segments")

    base = {"enabled": True, "segment_group_id": group.id, "server_group_ids": [servers.id]}

    with check(SEGMENT, "an update answers 204 and replaces: ports by objects, a description left out is gone"):
        answer = api.update_segment(
            created.id,
            name="Conformance app 2",
            domain_names=["conform.acme.example"],
            tcp_port_range=[{"from": "22", "to": "22"}, {"from": "9000", "to": "9009"}],
            double_encrypt=True,
            **base,
        )
        same(status(answer), 204, "status")
        row = listed("Conformance app 2")
        fields(row, id=created.id, description=None, domain_names=["conform.acme.example"], double_encrypt=True)
        same_set(
            list(zip(row.tcp_port_ranges[0::2], row.tcp_port_ranges[1::2])), [("22", "22"), ("9000", "9009")], "ports"
        )
        same(row.udp_port_ranges, [], "UDP ports")

    with check(SEGMENT, "an update without ports clears them: the client always sends all four lists"):
        ok(api.update_segment(created.id, name="Conformance app 2", domain_names=["conform.acme.example"], **base))
        fields(ok(api.get_segment(created.id)), tcp_port_ranges=[], udp_port_ranges=[], double_encrypt=False)

    with check(SEGMENT, "a domain and port of another segment is refused"):
        answer = api.add_segment(
            name="Conformance rival", domain_names=["treasury.acme.example"], tcp_port_ranges=["443", "443"], **base
        )
        _value, _response, error = answer
        same(error.status_code, 400, "status")

    with check(SEGMENT, "an odd number of ports is refused with invalid.resource.argument"):
        answer = api.add_segment(name="Odd", domain_names=["odd.acme.example"], tcp_port_ranges=["443"], **base)
        refused(answer, 400, "invalid.resource.argument", "tcpPortRanges")

    with check(SEGMENT, "a group that does not exist, no domains, no name: invalid.resource.argument"):
        wrong = {**base, "segment_group_id": "216000000000000001"}
        answer = api.add_segment(name="Odd", domain_names=["odd.acme.example"], **wrong)
        refused(answer, 400, "invalid.resource.argument", "segmentGroupId")
        refused(api.add_segment(name="Odd", **base), 400, "invalid.resource.argument", "domainNames")
        refused(api.add_segment(domain_names=["odd.acme.example"], **base), 400, "invalid.resource.argument", "name")

    with check(SEGMENT, "`search` finds the exact name; operators work"):
        same(names(ok(api.list_segments({"search": "Source code"}))), ["Source code"], "segments")
        found = names(ok(api.list_segments({"search": "name+STARTSWITH+T"})))
        true("Tickets & wiki" in found and all(name.startswith("T") for name in found), str(found))

    with check(SEGMENT, "mappings name the rules and groups that use a segment"):
        rows = ok(api.get_application_segment_mappings(listed("ERP").id))
        true("Finance to ERP" in names(rows), str(rows))

    with check(SEGMENT, "the count of segments and its limit come as texts"):
        count = ok(api.get_current_and_max_limit())
        same(count["currentAppsCount"], str(len(tenant.control.objects(SEGMENT))), "count")

    with check(SEGMENT, "a segment that a rule names cannot be deleted: resource.referenced"):
        refused(api.delete_segment(listed("ERP").id), 400, "resource.referenced", "Resource is being referenced in")

    with check(SEGMENT, "a delete answers 204 and the segment is gone, from its group, too"):
        same(status(api.delete_segment(created.id)), 204, "status")
        refused(api.get_segment(created.id), 400, "resource.not.found")
        same(ok(zpa.segment_groups.get_group(group.id)).applications, [], "segments of the group")
        same(status(zpa.segment_groups.delete_group(group.id)), 204, "status")

    with check(SEGMENT, "forceDelete also takes a segment that a rule names, and takes it out of the rule"):
        as400 = listed("AS400")
        same(status(api.delete_segment(as400.id, force_delete=True)), 204, "status")
        rule = named(ok(zpa.policies.list_rules("access", whole())), "Migration team until May")
        operands = [operand for condition in rule.conditions for operand in condition.operands]
        true(as400.id not in [operand.rhs for operand in operands], "still in the rule")


def paging(report, tenant):
    check, zpa = report.check, tenant.zpa
    total = len(tenant.control.objects(SEGMENT))

    with check("zpa/paging", "a list walked in pages of seven has every row once, in one order"):
        rows, pages = walk(zpa.application_segment.list_segments({"page_size": 7}))
        same(len({read(row, "id") for row in rows}), total, "different rows")
        same(len(rows), total, "rows")
        same(pages, -(-total // 7), "pages")

    with check("zpa/paging", "without a page size 20 rows come"):
        same(len(ok(zpa.trusted_networks.list_trusted_networks())), 20, "rows")
        everything = len(tenant.control.objects("zpa/trusted-network"))
        same(len(walk(zpa.trusted_networks.list_trusted_networks())[0]), everything, "rows of all pages")

    with check("zpa/paging", "3,700 segments take eight pages of 500, the largest page there is"):
        tenant.control.reset("large")
        tenant.control.forget_requests()
        rows, pages = walk(zpa.application_segment.list_segments({"page_size": 1000}))
        same(len({read(row, "id") for row in rows}), len(tenant.control.objects(SEGMENT)), "different rows")
        same(pages, 8, "pages")
        tenant.control.reset("acme")
