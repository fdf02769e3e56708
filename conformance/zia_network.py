"""What rules share: groups of addresses and services, hours, workloads, and the places traffic comes from."""

from expect import fields, named, names, ok, refused, same, same_set, status, true


def run(report, tenant):
    source_groups(report, tenant)
    destination_groups(report, tenant)
    services(report, tenant)
    service_groups(report, tenant)
    application_groups(report, tenant)
    time_intervals(report, tenant)
    workload_groups(report, tenant)
    static_ips(report, tenant)
    locations(report, tenant)


def ends(report, kind, delete, read, number):
    """Every kind goes the same way."""
    with report.check(kind, "a delete answers 204, and the object is gone"):
        same(status(delete(number)), 204, "status")
        refused(read(number), 404, "RESOURCE_NOT_FOUND")


def source_groups(report, tenant):
    kind, check, api = "zia/ip-source-group", report.check, tenant.zia.cloud_firewall

    with check(kind, "a create answers what was sent and an id, no more"):
        created = ok(api.add_ip_source_group(name="conformance", ip_addresses=["10.1.0.0/16"], description="one"))
        fields(created, name="conformance", ip_addresses=["10.1.0.0/16"], description="one")
        fields(named(ok(api.list_ip_source_groups()), "conformance"), id=created.id, is_non_editable=False)

    with check(kind, "an update replaces: the description left out is gone"):
        answer = ok(api.update_ip_source_group(created.id, name="conformance 2", ip_addresses=["10.2.0.1-10.2.0.9"]))
        fields(answer, name="conformance 2", description=None, is_non_editable=False)
        fields(ok(api.get_ip_source_group(created.id)), ip_addresses=["10.2.0.1-10.2.0.9"], description=None)

    with check(kind, "a group without addresses, and a second one of a name, are refused"):
        refused(api.add_ip_source_group(name="empty"), 400, "INVALID_INPUT_ARGUMENT")
        refused(api.add_ip_source_group(name="conformance 2", ip_addresses=["10.1.0.1"]), 400, "DUPLICATE_ITEM")

    with check(kind, "a group that a rule names cannot be deleted: RESOURCE_IN_USE"):
        used = named(ok(api.list_ip_source_groups()), "Plant Köln OT")
        refused(api.delete_ip_source_group(used.id), 409, "RESOURCE_IN_USE")

    ends(report, kind, api.delete_ip_source_group, api.get_ip_source_group, created.id)


def destination_groups(report, tenant):
    kind, check, api = "zia/ip-destination-group", report.check, tenant.zia.cloud_firewall

    with check(kind, "a create answers what was sent, a read repeats the addresses"):
        created = ok(api.add_ip_destination_group(name="conformance", type="DSTN_FQDN", addresses=["a.example"]))
        fields(created, name="conformance", type="DSTN_FQDN", addresses=["a.example"])
        raw = next(row for row in tenant.control.objects(kind) if row["name"] == "conformance")
        same(raw["ipAddresses"], ["a.example"], "ipAddresses")

    with check(kind, "an update replaces the addresses; the type stays"):
        change = dict(name="conformance", addresses=["b.example"])
        ok(api.update_ip_destination_group(created.id, type="DSTN_FQDN", **change))
        same(ok(api.get_ip_destination_group(created.id)).addresses, ["b.example"], "addresses")
        refused(api.update_ip_destination_group(created.id, type="DSTN_DOMAIN", **change), 400, "INVALID_INPUT_ARGUMENT")

    with check(kind, "DSTN_OTHER holds countries and categories, and needs one of them"):
        refused(api.add_ip_destination_group(name="other", type="DSTN_OTHER"), 400, "INVALID_INPUT_ARGUMENT")
        other = ok(api.add_ip_destination_group(name="other", type="DSTN_OTHER", countries=["COUNTRY_US", "COUNTRY_CA"]))
        same_set(ok(api.get_ip_destination_group(other.id)).countries, ["COUNTRY_CA", "COUNTRY_US"], "countries")
        same(status(api.delete_ip_destination_group(other.id)), 204, "status")

    ends(report, kind, api.delete_ip_destination_group, api.get_ip_destination_group, created.id)


def ranges(ports):
    return [(port.start, port.end) for port in ports]


def services(report, tenant):
    kind, check, api = "zia/network-service", report.check, tenant.zia.cloud_firewall

    with check(kind, "ports are ranges, a single one without an end; what was not sent is of type CUSTOM"):
        ports = [("dest", "tcp", "389"), ("dest", "tcp", "3268", "3269"), ("dest", "udp", "389")]
        created = ok(api.add_network_service(name="conformance", ports=ports))
        row = ok(api.get_network_service(created.id))
        fields(row, type="CUSTOM", is_name_l10n_tag=False, creator_context="ZIA")
        same(ranges(row.dest_tcp_ports), [(389, None), (3268, 3269)], "TCP")
        same(ranges(row.dest_udp_ports), [(389, None)], "UDP")

    with check(kind, "an update replaces: a protocol left out is gone from the answer"):
        ok(api.update_network_service(created.id, name="conformance", ports=[("dest", "udp", "53")]))
        raw = next(row for row in tenant.control.objects(kind) if row["name"] == "conformance")
        true("destTcpPorts" not in raw and "srcTcpPorts" not in raw, str(raw))
        same([raw["destUdpPorts"], raw["srcUdpPorts"]], [[{"start": 53}], []], "UDP")

    with check(kind, "a service without ports, and one named as a predefined one, are refused"):
        refused(api.add_network_service(name="none"), 400, "INVALID_INPUT_ARGUMENT")
        refused(api.add_network_service(name="DNS", ports=[("dest", "tcp", "53")]), 400, "DUPLICATE_ITEM")

    with check(kind, "a predefined service cannot be deleted"):
        ssh = named(ok(api.list_network_services()), "SSH")
        true(api.delete_network_service(ssh.id)[2] is not None, "it was deleted")
        same(ok(api.get_network_service(ssh.id)).tag, "SSH", "tag")

    ends(report, kind, api.delete_network_service, api.get_network_service, created.id)


def service_groups(report, tenant):
    kind, check, api = "zia/network-service-group", report.check, tenant.zia.cloud_firewall
    ids = {row.name: row.id for row in ok(api.list_network_services())}

    with check(kind, "a create names its members in the answer already"):
        created = ok(api.add_network_svc_group(name="conformance", service_ids=[ids["DNS"], ids["SFTP"]]))
        same_set(names(created.services), ["DNS", "SFTP"], "services")

    with check(kind, "an update replaces the members"):
        ok(api.update_network_svc_group(created.id, name="conformance", service_ids=[ids["SFTP"]]))
        same(names(ok(api.get_network_svc_group(created.id)).services), ["SFTP"], "services")

    with check(kind, "a service that a group holds cannot be deleted: RESOURCE_IN_USE"):
        refused(api.delete_network_service(ids["SFTP"]), 409, "RESOURCE_IN_USE")

    ends(report, kind, api.delete_network_svc_group, api.get_network_svc_group, created.id)


def application_groups(report, tenant):
    kind, check, api = "zia/network-application-group", report.check, tenant.zia.cloud_firewall

    with check(kind, "a create answers the complete group, an update replaces it"):
        created = ok(api.add_network_app_group(name="conformance", network_applications=["YAMMER", "OFFICE365"]))
        same_set(created.network_applications, ["OFFICE365", "YAMMER"], "applications")
        ok(api.update_network_app_group(created.id, name="conformance 2", network_applications=["SSH"]))
        row = named(ok(api.list_network_app_groups()), "conformance 2")
        fields(row, id=created.id, network_applications=["SSH"])

    ends(report, kind, api.delete_network_app_group, api.get_network_app_group, created.id)


def time_intervals(report, tenant):
    kind, check, api = "zia/time-interval", report.check, tenant.zia.time_intervals

    with check(kind, "hours are minutes of the day, and may go past midnight"):
        hours = dict(start_time=1320, end_time=299, days_of_week=["SAT", "TUE"])
        created = ok(api.add_time_intervals(name="conformance", **hours))
        fields(named(ok(api.list_time_intervals()), "conformance"), id=created.id, start_time=1320, end_time=299)
        same_set(ok(api.get_time_intervals(created.id)).days_of_week, ["TUE", "SAT"], "days")

    with check(kind, "an update replaces them; a minute that no day has is refused"):
        days = dict(name="conformance", days_of_week=["EVERYDAY"])
        fields(ok(api.update_time_intervals(created.id, start_time=0, end_time=1439, **days)), end_time=1439)
        answer = api.update_time_intervals(created.id, start_time=0, end_time=1440, **days)
        refused(answer, 400, "INVALID_INPUT_ARGUMENT")

    ends(report, kind, api.delete_time_intervals, api.get_time_intervals, created.id)


def workload_groups(report, tenant):
    kind, check, api = "zia/workload-group", report.check, tenant.zia.workload_groups
    tags = lambda count: {
        "expression_containers": [
            {
                "tag_type": "ATTR",
                "operator": "AND",
                "tag_container": {"tags": [{"key": "app", "value": str(n)} for n in range(count)], "operator": "OR"},
            }
        ]
    }

    with check(kind, "the expression reads back as it was sent, with its bytes beside it"):
        created = ok(api.add_group(name="conformance", description="one", expression_json=tags(2)))
        raw = next(row for row in tenant.control.objects(kind) if row["name"] == "conformance")
        [container] = raw["expressionJson"]["expressionContainers"]
        same([container["tagType"], container["operator"]], ["ATTR", "AND"], "container")
        same([tag["value"] for tag in container["tagContainer"]["tags"]], ["0", "1"], "tags")
        true(raw["expression"].startswith("\0"), "no bytes")

    with check(kind, "an update replaces; without an expression, and with more than 8 tags, it is refused"):
        ok(api.update_group(created.id, name="conformance", expression_json=tags(8)))
        same(ok(api.get_group(created.id)).description, None, "description")
        refused(api.update_group(created.id, name="conformance"), 400, "INVALID_INPUT_ARGUMENT", "expression info is missing")
        answer = api.update_group(created.id, name="conformance", expression_json=tags(9))
        refused(answer, 400, "INVALID_INPUT_ARGUMENT")

    ends(report, kind, api.delete_group, api.get_group, created.id)


def static_ips(report, tenant):
    kind, check, api = "zia/static-ip", report.check, tenant.zia.traffic_static_ip

    with check(kind, "the service works out where an address is"):
        created = ok(api.add_static_ip(ip_address="192.0.2.77", comment="conformance"))
        fields(created, ip_address="192.0.2.77", geo_override=False, routable_ip=True, comment="conformance")
        true(created.city.name and created.latitude, "no place")

    with check(kind, "with geoOverride it takes the place that is sent, and cuts the last digit off"):
        refused(api.update_static_ip(created.id, geo_override=True), 400, "INVALID_INPUT_ARGUMENT", "Missing geo Coordinates")
        ok(api.update_static_ip(created.id, geo_override=True, latitude=37.6326, longitude=-97.5))
        row = named(ok(api.list_static_ips()), "192.0.2.77", "ip_address")
        fields(row, latitude=37.6325999, comment=None)

    with check(kind, "an address stands once"):
        refused(api.add_static_ip(ip_address="192.0.2.77"), 400, "DUPLICATE_ITEM")

    with check(kind, "an address that a location has cannot be deleted: RESOURCE_IN_USE"):
        used = named(ok(api.list_static_ips()), "198.51.100.130", "ip_address")
        refused(api.delete_static_ip(used.id), 409, "RESOURCE_IN_USE")

    ends(report, kind, api.delete_static_ip, api.get_static_ip, created.id)


def locations(report, tenant):
    kind, check, api = "zia/location", report.check, tenant.zia.locations

    with check(kind, "a create fills in what was left out, and an update without a country resets it"):
        line = dict(name="Conformance", ip_addresses=["203.0.113.220"])
        created = ok(api.add_location(country="FRANCE", profile="CORPORATE", auth_required=True, **line))
        fields(created, country="FRANCE", tz="GMT", language="NONE", ofw_enabled=False, auth_required=True)
        fields(ok(api.update_location(created.id, **line)), country="NONE", auth_required=False, profile="NONE")

    with check(kind, "an address has to be one of the tenant's"):
        refused(api.add_location(name="Elsewhere", ip_addresses=["192.0.2.99"]), 400, "INVALID_INPUT_ARGUMENT")

    with check(kind, "surrogate IP needs a sign-in and an idle time"):
        refused(api.update_location(created.id, surrogate_ip=True, **line), 400, "INVALID_INPUT_ARGUMENT")
        sign_in = dict(auth_required=True, surrogate_ip=True, idle_time_in_minutes=480)
        fields(ok(api.update_location(created.id, **sign_in, **line)), idle_time_in_minutes=480)

    with check(kind, "a credential is written by id and type, and read with its name"):
        porto = named(ok(tenant.zia.traffic_vpn_credentials.list_vpn_credentials()), "porto@acme.example", "fqdn")
        ok(api.update_location(created.id, vpn_credentials=[{"id": porto.id, "type": "UFQDN"}], **line))
        raw = next(row for row in tenant.control.objects(kind) if row["name"] == "Conformance")
        same([one["fqdn"] for one in raw["vpnCredentials"]], ["porto@acme.example"], "credentials")

    with check(kind, "a sublocation takes any address, and is listed under its parent only"):
        child = ok(api.add_location(name="Conformance guests", parent_id=created.id, ip_addresses=["10.7.0.0/24"]))
        same(names(ok(api.list_sub_locations(created.id))), ["Conformance guests"], "sublocations")
        true("Conformance guests" not in names(ok(api.list_locations())), "listed")
        same(status(api.delete_location(child.id)), 204, "status")

    ends(report, kind, api.delete_location, api.get_location, created.id)
