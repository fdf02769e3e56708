"""What rules refer to: people, places, networks, times."""

from expect import fields, named, names, ok, read, refused, same, same_set, true, walk


def run(report, tenant):
    people(report, tenant)
    places(report, tenant)
    networks(report, tenant)
    times_and_others(report, tenant)
    paging(report, tenant)


def agree(report, kind, listing, single, control):
    """The list has every row the tenant has, and each row's path answers the same object."""
    with report.check(kind, "the list is complete, and a single read equals the listed row"):
        rows = ok(listing())
        same_set(names(rows), [row["name"] for row in control.objects(kind)], "names")
        wanted = rows[len(rows) // 2]
        same(single(wanted.id).name, wanted.name, "name")
    with report.check(kind, "an id that does not exist is a 404 RESOURCE_NOT_FOUND"):
        refused(single(999999, raw=True), 404, "RESOURCE_NOT_FOUND")


def reader(get):
    return lambda number, raw=False: get(number) if raw else ok(get(number))


def people(report, tenant):
    check, control, api = report.check, tenant.control, tenant.zia.user_management

    agree(report, "zia/department", api.list_departments, reader(api.get_department), control)
    agree(report, "zia/group", api.list_groups, reader(api.get_group), control)

    with check("zia/department", "the list is sorted by name"):
        rows = names(ok(api.list_departments()))
        same(rows, sorted(rows, key=str.lower), "order")

    with check("zia/department", "the lite read has id and name"):
        legal = named(ok(api.list_departments()), "Legal")
        fields(ok(api.get_department_lite(legal.id)), id=legal.id, name="Legal")

    with check("zia/group", "`search` narrows by name"):
        found = names(ok(api.list_groups({"search": "Project"})))
        true(len(found) >= 3 and all("Project" in name for name in found), str(found))

    with report.limit(
        "zia/group",
        "`get_group_lite` returns no groups",
        "the answer is a list, which the client reads as one group",
        "zscaler/zia/user_management.py `get_group_lite`; recorded answer of groups/lite is an array",
    ):
        value, response, _error = api.get_group_lite()
        true(isinstance(response.get_body(), list), "the answer is no list")
        fields(value, id=None, name=None)

    with check("zia/user", "lists people with groups; two of one name differ by id and address"):
        rows = ok(api.list_users())
        same(len(rows), len(control.objects("zia/user")), "rows")
        doubles = [row for row in rows if row.name == "Thomas Müller"]
        same_set(
            [row.email for row in doubles], ["thomas.mueller@acme.example", "thomas.mueller2@acme.example"], "addresses"
        )
        same(names(named(rows, "Jana Dorn").groups), ["Finance"], "groups")

    with check("zia/user", "`search` is ignored: the list comes whole"):
        same(len(ok(api.list_users({"search": "Jana"}))), len(rows), "rows")

    with check("zia/user", "the single read does not show name and address in clear"):
        single = ok(api.get_user(named(rows, "Jana Dorn").id))
        true(single.name != "Jana Dorn" and single.email != "jana.dorn@acme.example", "in clear")

    with check("zia/user", "the reference list has ids and names"):
        references = ok(api.list_user_references())
        same_set([row.id for row in references], [row.id for row in rows], "ids")
        same_set(names(references), names(rows), "names")


def places(report, tenant):
    check, control, api = report.check, tenant.control, tenant.zia.locations

    with check("zia/location", "lists main locations only, sorted by name"):
        rows = names(ok(api.list_locations()))
        same(rows, sorted(rows), "order")
        true("Plant Köln" in rows and "Plant Köln guests" not in rows and "Road Warrior" not in rows, str(rows))

    with check("zia/location", "sublocations are listed under their parent"):
        koeln = named(ok(api.list_locations()), "Plant Köln")
        same(names(ok(api.list_sub_locations(koeln.id))), ["Plant Köln guests"], "sublocations")
        same(ok(api.list_sub_locations(koeln.id))[0].parent_id, koeln.id, "parent")

    with check("zia/location", "the single read equals the listed row"):
        single = ok(api.get_location(koeln.id))
        fields(single, name="Plant Köln", country="GERMANY", ip_addresses=["198.51.100.140"])
        refused(api.get_location(1), 404, "RESOURCE_NOT_FOUND")

    with check("zia/location", "the lite list also has the pseudo locations"):
        rows = ok(api.list_locations_lite())
        same(named(rows, "Road Warrior").id, -3, "id")
        true("Cloud Browser" in names(rows), str(names(rows)))

    with check("zia/location-group", "lists static and built-in dynamic groups, and reads one"):
        rows = ok(api.list_location_groups())
        same_set(names(rows), [row["name"] for row in control.objects("zia/location-group")], "names")
        fields(named(rows, "Plants"), group_type="STATIC_GROUP")
        fields(named(rows, "Server Traffic Group"), group_type="DYNAMIC_GROUP", predefined=True)
        same(ok(api.get_location_group(named(rows, "Plants").id)).name, "Plants", "name")

    with check("zia/location-group", "the lite list and the count agree with it"):
        same_set(names(ok(api.list_location_groups_lite())), names(rows), "names")
        same(ok(api.list_location_groups_count()), len(rows), "count")


def networks(report, tenant):
    check, control, api = report.check, tenant.control, tenant.zia.cloud_firewall

    agree(report, "zia/ip-source-group", api.list_ip_source_groups, reader(api.get_ip_source_group), control)
    agree(
        report,
        "zia/ip-destination-group",
        api.list_ip_destination_groups,
        reader(api.get_ip_destination_group),
        control,
    )
    agree(report, "zia/network-service", api.list_network_services, reader(api.get_network_service), control)
    agree(report, "zia/network-service-group", api.list_network_svc_groups, reader(api.get_network_svc_group), control)
    agree(
        report, "zia/network-application-group", api.list_network_app_groups, reader(api.get_network_app_group), control
    )

    with check("zia/ip-source-group", "addresses read back, in whatever order"):
        row = named(ok(api.list_ip_source_groups()), "Plant Köln OT")
        same_set(row.ip_addresses, ["10.41.0.0/20", "10.41.16.0/22"], "addresses")

    with check("zia/ip-source-group", "the lite list has all names; IPv6 groups have a list of their own"):
        same_set(names(ok(api.list_ip_source_groups_lite())), names(ok(api.list_ip_source_groups())), "names")
        same(ok(api.list_ipv6_source_groups()), [], "IPv6 groups")
        control.add("zia/ip-source-group", {"name": "Lab v6", "ipAddresses": ["2001:db8::/48"]})
        same(names(ok(api.list_ipv6_source_groups())), ["Lab v6"], "IPv6 groups")
        same(names(ok(api.list_ipv6_source_groups_lite())), ["Lab v6"], "IPv6 groups")

    with check("zia/ip-destination-group", "type and addresses read back; `ipAddresses` repeats them"):
        row = named(ok(api.list_ip_destination_groups()), "Partner VPN gateways")
        same(row.type, "DSTN_FQDN", "type")
        same_set(row.addresses, ["vpn1.partner.example", "vpn2.partner.example"], "addresses")
        same(ok(api.list_ipv6_destination_groups()), [], "IPv6 groups")

    with report.limit(
        "zia/ip-destination-group",
        "the lite lists are not called",
        "both lite methods build the lite path and then overwrite it with `/ipDestinationGroups`, for IPv6, too",
        "zscaler/zia/cloud_firewall.py `list_ip_destination_groups_lite`, `list_ipv6_destination_groups_lite`",
    ):
        control.forget_requests()
        ok(api.list_ip_destination_groups_lite())
        ok(api.list_ipv6_destination_groups_lite())
        paths = {entry["path"].split("?")[0] for entry in control.requests("GET")}
        same(paths, {"/zia/api/v1/ipDestinationGroups"}, "paths")

    with check("zia/network-service", "predefined services carry their name as a tag; custom ones their ports"):
        rows = ok(api.list_network_services())
        fields(named(rows, "DNS"), tag="DNS", type="PREDEFINED", is_name_l10n_tag=True)
        custom = named(rows, "VNC")
        same(custom.type, "CUSTOM", "type")
        same([(port.start, port.end) for port in custom.dest_tcp_ports], [(5900, 5903)], "ports")
        same([(port.start, port.end) for port in named(rows, "SFTP").dest_tcp_ports], [(22, None)], "a single port")

    with check("zia/network-service", "`search` narrows by name"):
        same(names(ok(api.list_network_services({"search": "LDAP corporate"}))), ["LDAP corporate"], "services")

    with check("zia/network-service", "the lite list has all ids and names"):
        same_set(names(ok(api.list_network_services_lite())), names(rows), "names")

    with check("zia/network-service-group", "members read back with id and name"):
        row = named(ok(api.list_network_svc_groups()), "File & desktop sharing")
        same_set(names(row.services), ["SMB", "NetBIOS", "RDP", "VNC"], "services")
        same_set(names(ok(api.list_network_svc_groups_lite())), names(ok(api.list_network_svc_groups())), "names")

    with check("zia/network-application-group", "members read back"):
        row = named(ok(api.list_network_app_groups()), "Collaboration")
        same_set(row.network_applications, ["ZOOM", "WEBEX", "SLACK"], "applications")


def times_and_others(report, tenant):
    check, control, zia = report.check, tenant.control, tenant.zia

    intervals = zia.time_intervals
    agree(report, "zia/time-interval", intervals.list_time_intervals, reader(intervals.get_time_intervals), control)

    with check("zia/time-interval", "start and end are minutes of the day"):
        row = named(ok(intervals.list_time_intervals()), "Night batch")
        fields(row, start_time=0, end_time=359)
        same_set(row.days_of_week, ["MON", "TUE", "WED", "THU", "FRI"], "days")

    with check("zia/time-interval", "the older list of time windows has the same rows"):
        windows = ok(zia.cloud_firewall.list_time_windows())
        same_set(names(windows), names(ok(intervals.list_time_intervals())), "names")
        same_set(named(windows, "Night batch").days_of_week, ["MON", "TUE", "WED", "THU", "FRI"], "days")
        same_set(names(ok(zia.cloud_firewall.list_time_windows_lite())), names(windows), "names")

    groups = zia.workload_groups
    agree(report, "zia/workload-group", groups.list_groups, reader(groups.get_group), control)

    with check("zia/device-group", "lists the built-in groups"):
        rows = ok(zia.device_management.list_device_groups())
        same_set(names(rows), [row["name"] for row in control.objects("zia/device-group")], "names")
        fields(named(rows, "Windows"), group_type="ZCC_OS", os_type="WINDOWS_OS", predefined=True)

    with check("zia/isolation-profile", "lists profiles with a uuid and an address"):
        row = named(ok(zia.cloud_browser_isolation.list_isolation_profiles()), "Acme read-only")
        same(len(row.id), 36, "length of the id")
        true(row.url.startswith("https://"), row.url)

    with check("zia/organisation", "the organisation can be read"):
        value = ok(zia.organization_information.get_org_info_lite())
        same(read(value[0] if isinstance(value, list) else value, "name"), "acme", "name")

    with report.limit(
        "zia/organisation",
        "`get_subscriptions` returns no subscriptions",
        "the answer is a list, which the client reads as one subscription",
        "zscaler/zia/organization_information.py `get_subscriptions`; documented answer is an array",
    ):
        value, response, _error = zia.organization_information.get_subscriptions()
        true(isinstance(response.get_body(), list) and len(response.get_body()) > 0, "the answer is no list")
        fields(value, id=None, status=None)


def paging(report, tenant):
    check, api = report.check, tenant.zia.user_management
    total = len(tenant.control.objects("zia/group"))

    with check("zia/paging", "a paged list walked in small pages has every row once"):
        rows, pages = walk(api.list_groups({"page_size": 7}))
        same(len(rows), total, "rows")
        same(len({read(row, "id") for row in rows}), total, "different rows")
        same(pages, -(-total // 7), "pages")

    with check("zia/paging", "rows keep their order from page to page"):
        whole = names(ok(api.list_groups({"page_size": 1000})))
        same(names(walk(api.list_groups({"page_size": 7}))[0]), whole, "order")

    with check("zia/paging", "without a page size 100 rows come"):
        for number in range(110):
            tenant.control.add("zia/department", {"name": f"Cost centre {number:03}"})
        same(len(ok(api.list_departments())), 100, "rows")
        everything = len(tenant.control.objects("zia/department"))
        same(len(walk(api.list_departments())[0]), everything, "rows of all pages")
        same(len(ok(api.list_departments({"page_size": 1000}))), everything, "rows of a large page")
