"""Application servers, app connector groups, ways to a segment, timeout and inspection rules: what documents declare besides."""

from expect import fields, named, names, ok, refused, same, same_set, status, true, whole

SERVER = "zpa/application-server"
CONNECTORS = "zpa/app-connector-group"
SEGMENT = "zpa/application-segment"
TIMEOUT = "zpa/timeout-rule"
INSPECTION = "zpa/inspection-rule"
CAPABILITIES = "zpa/capabilities-rule"


def run(report, tenant):
    servers(report, tenant)
    connector_groups(report, tenant)
    privileged_access(report, tenant)
    timeouts(report, tenant)
    inspection(report, tenant)
    ways(report, tenant)
    capabilities(report, tenant)


def servers(report, tenant):
    check, api = report.check, tenant.zpa.servers

    with check(SERVER, "a create answers 201; the list shows it, and two may have one address"):
        answer = api.add_server(name="Conformance", description="d", address="10.1.4.10", enabled=True)
        same(status(answer), 201, "status")
        created = ok(answer)
        fields(named(ok(api.list_servers()), "Conformance"), id=created.id, address="10.1.4.10", enabled=True)

    with check(SERVER, "an update that leaves out description, address and switch loses the first only"):
        same(status(api.update_server(created.id, name="Conformance 2")), 204, "status")
        row = ok(api.get_server(created.id))
        fields(row, name="Conformance 2", description=None, address="10.1.4.10", enabled=True)

    with check(SERVER, "one that a server group lists cannot be deleted, a free one can"):
        used = named(ok(api.list_servers()), "as400-01")
        refused(api.delete_server(used.id), 400, "resource.referenced")
        same(status(api.delete_server(created.id)), 204, "status")


def connector_groups(report, tenant):
    check, api = report.check, tenant.zpa.app_connector_groups

    with check(CONNECTORS, "a create answers 201; city and country follow from the coordinates"):
        answer = api.add_connector_group(
            name="Conformance",
            description="d",
            enabled=True,
            location="San Jose, CA, USA",
            latitude="37.3382082",
            longitude="-121.8863286",
            dns_query_type="IPV4",
            tcp_quick_ack_app=True,
            tcp_quick_ack_assistant=True,
            tcp_quick_ack_read_assistant=True,
        )
        same(status(answer), 201, "status")
        created = ok(answer)
        row = named(ok(api.list_connector_groups(whole())), "Conformance")
        fields(row, city_country="San Jose, US", country_code="US", dns_query_type="IPV4", upgrade_day="SUNDAY")
        fields(row, upgrade_time_in_secs="66600", version_profile_id="0", version_profile_name="Default")

    with check(CONNECTORS, "an update without coordinates loses them and the city; all else stays"):
        same(status(api.update_connector_group(created.id, name="Conformance 2")), 204, "status")
        row = ok(api.get_connector_group(created.id))
        fields(row, name="Conformance 2", description="d", location="San Jose, CA, USA", tcp_quick_ack_app=True)
        same((row.latitude, row.longitude, row.city_country), (None, None, None), "place")

    with check(CONNECTORS, "quick acknowledgements have to be equal, times lie on quarters of an hour"):
        place = {"location": "x", "latitude": "1", "longitude": "1"}
        refused(api.add_connector_group(name="x", tcp_quick_ack_app=True, **place), 400, "invalid.resource.argument")
        refused(
            api.add_connector_group(name="x", upgrade_time_in_secs="66601", **place), 400, "invalid.resource.argument"
        )

    with check(CONNECTORS, "one with connectors, keys or servers behind it cannot be deleted, a free one can"):
        used = named(ok(api.list_connector_groups(whole())), "DC Dresden egress")
        refused(api.delete_connector_group(used.id), 400, "resource.referenced")
        same(status(api.delete_connector_group(created.id)), 204, "status")


def privileged_access(report, tenant):
    check, zpa = report.check, tenant.zpa
    api = zpa.app_segments_pra
    group = named(ok(zpa.segment_groups.list_groups(whole())), "Legacy apps")
    base = {
        "name": "Conformance hosts",
        "enabled": True,
        "domain_names": ["one.conformance.example", "two.conformance.example"],
        "segment_group_id": group.id,
        "server_group_ids": [],
        "tcp_port_range": [{"from": "22", "to": "22"}, {"from": "3389", "to": "3389"}],
    }
    shell = {"domain": "one.conformance.example", "application_port": "22", "application_protocol": "SSH"}
    desktop = {
        "domain": "two.conformance.example",
        "application_port": "3389",
        "application_protocol": "RDP",
        "connection_security": "ANY",
    }
    ways = lambda *configs: {"common_apps_dto": {"apps_config": [{"enabled": True, **config} for config in configs]}}
    shown = lambda: ok(zpa.application_segment.get_segment(created.id)).pra_apps or []

    with check(SEGMENT, "privileged access: a segment is made with a host that opens in a browser"):
        created = ok(api.add_segment_pra(**base, **ways(shell)))
        same([read["domain"] for read in raw(shown())], ["one.conformance.example"], "hosts")

    with check(SEGMENT, "privileged access: the client finds it among all of its kind, and adds one beside it"):
        before = raw(shown())[0]["id"]
        ok(api.update_segment_pra(created.id, **base, **ways(shell, desktop)))
        rows = raw(shown())
        same_set([row["domain"] for row in rows], ["one.conformance.example", "two.conformance.example"], "hosts")
        true(before in [row["id"] for row in rows], "the first one was made anew")

    with check(SEGMENT, "privileged access: one that is left out goes, an update that says nothing keeps the other"):
        ok(api.update_segment_pra(created.id, **base, **ways(desktop)))
        same([row["domain"] for row in raw(shown())], ["two.conformance.example"], "hosts")
        ok(zpa.application_segment.update_segment(created.id, **{**base, "description": "later"}))
        same([row["domain"] for row in raw(shown())], ["two.conformance.example"], "hosts")


def raw(items):
    return [item if isinstance(item, dict) else item.request_format() for item in items]


def timeouts(report, tenant):
    check, api = report.check, tenant.zpa.policies

    with check(TIMEOUT, "v2: a rule is made, read and changed; times come back as seconds"):
        made = ok(api.add_timeout_rule_v2(name="Conformance", reauth_timeout=864000, reauth_idle_timeout=600))
        fields(ok(api.get_rule("timeout", made.id)), reauth_timeout="864000", reauth_idle_timeout="600")
        ok(api.update_timeout_rule_v2(made.id, name="Conformance", reauth_timeout=-1, reauth_idle_timeout=3600))
        fields(ok(api.get_rule("timeout", made.id)), reauth_timeout="-1", reauth_idle_timeout="3600")
        same(status(api.delete_rule("timeout", made.id)), 204, "status")


def inspection(report, tenant):
    check, api = report.check, tenant.zpa.policies

    with check(INSPECTION, "v2: a rule that inspects needs a profile, and shows its name"):
        profile = named(ok(tenant.zpa.app_protection.list_profiles(whole())), "OWASP, log only")
        made = ok(
            api.add_app_protection_rule_v2(
                name="Conformance", action="inspect", zpn_inspection_profile_id=profile.id, conditions=[]
            )
        )
        row = ok(api.get_rule("inspection", made.id))
        fields(row, action="INSPECT", zpn_inspection_profile_id=profile.id)
        same(names(ok(api.list_rules("inspection")))[-2:], ["Conformance", "Default_Rule"], "the last rules")
        same(status(api.delete_rule("inspection", made.id)), 204, "status")


def ways(report, tenant):
    check, api = report.check, tenant.zpa.policies

    with check("zpa/forwarding-rule", "v2: a rule is made, changed and deleted"):
        made = ok(api.add_client_forwarding_rule_v2(name="Conformance", action="bypass", conditions=[]))
        fields(ok(api.get_rule("client_forwarding", made.id)), action="BYPASS")
        ok(api.update_client_forwarding_rule_v2(made.id, name="Conformance", action="intercept", conditions=[]))
        fields(ok(api.get_rule("client_forwarding", made.id)), action="INTERCEPT")
        same(status(api.delete_rule("client_forwarding", made.id)), 204, "status")

    with check("zpa/isolation-rule", "v2: a rule that isolates names its profile"):
        profile = tenant.control.objects("zpa/isolation-profile")[0]
        made = ok(
            api.add_isolation_rule_v2(
                name="Conformance", action="isolate", zpn_isolation_profile_id=profile["id"], conditions=[]
            )
        )
        fields(ok(api.get_rule("isolation", made.id)), action="ISOLATE", zpn_isolation_profile_id=profile["id"])
        same(status(api.delete_rule("isolation", made.id)), 204, "status")


def capabilities(report, tenant):
    check, api = report.check, tenant.zpa.policies

    with check(CAPABILITIES, "v2: a rule says what users may do in a session"):
        may = {"clipboard_copy": True, "file_upload": True, "record_session": True}
        made = ok(api.add_capabilities_rule_v2(name="Conformance", privileged_capabilities=may, conditions=[]))
        row = named(tenant.control.objects(CAPABILITIES), "Conformance")
        same(row["privilegedCapabilities"]["capabilities"], ["CLIPBOARD_COPY", "FILE_UPLOAD", "RECORD_SESSION"], "words")
        same(status(api.delete_rule("capabilities", made.id)), 204, "status")
