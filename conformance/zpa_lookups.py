"""What ZPA policy refers to."""

from expect import fields, named, names, ok, refused, same, same_set, true, walk, whole


def agree(report, kind, listing, single, control):
    """The list has every row the tenant has, and each row's path answers the same object."""
    with report.check(kind, "the list is complete, and a single read equals the listed row"):
        rows = ok(listing(whole()))
        same_set(names(rows), [row["name"] for row in control.objects(kind)], "names")
        wanted = rows[len(rows) // 2]
        fields(ok(single(wanted.id)), id=wanted.id, name=wanted.name)
    with report.check(kind, "an id that does not exist is resource.not.found"):
        refused(single("216000000000000001"), 400, "resource.not.found")


def run(report, tenant):
    check, zpa, control = report.check, tenant.zpa, tenant.control
    connectors = zpa.app_connector_groups

    agree(report, "zpa/app-connector-group", connectors.list_connector_groups, connectors.get_connector_group, control)
    with check("zpa/app-connector-group", "location and defaults read back"):
        row = named(ok(connectors.list_connector_groups(whole())), "Plant Ostrava DMZ")
        fields(row, enabled=True, location="Ostrava, Czechia", country_code="CZ", latitude="49.82", longitude="18.26")
        fields(row, dns_query_type="IPV4_IPV6", override_version_profile=False, pra_enabled=False)
    with check("zpa/app-connector-group", "the summary has ids and names"):
        same_set(
            names(ok(connectors.list_connector_groups_summary(whole()))),
            names(ok(connectors.list_connector_groups(whole()))),
            "names",
        )

    agree(report, "zpa/idp", zpa.idp.list_idps, zpa.idp.get_idp, control)
    with check("zpa/idp", "tells IdPs for people from those for administrators"):
        rows = ok(zpa.idp.list_idps(whole()))
        fields(named(rows, "Okta"), sso_type=["USER"], scim_enabled=True, enabled=True)
        fields(named(rows, "Admin sign-in"), sso_type=["ADMIN"])

    scim_groups(report, tenant, named(ok(zpa.idp.list_idps(whole())), "Okta"))
    attributes(report, tenant, named(ok(zpa.idp.list_idps(whole())), "Okta"))

    postures = zpa.posture_profiles
    agree(report, "zpa/posture-profile", postures.list_posture_profiles, postures.get_profile, control)
    with check("zpa/posture-profile", "names end in the cloud and keep their blanks; rules use the udid"):
        row = named(ok(postures.list_posture_profiles(whole())), "Disk encryption   (zscalerthree.net)")
        same(len(row.posture_udid), 36, "length of the udid")
        true(row.posture_udid != row.id, "the udid is the id")

    networks = zpa.trusted_networks
    agree(report, "zpa/trusted-network", networks.list_trusted_networks, networks.get_network, control)
    with check("zpa/trusted-network", "rules use the network id"):
        row = named(ok(networks.list_trusted_networks(whole())), "HQ Dresden (zscalerthree.net)")
        same(len(row.network_id), 36, "length of the network id")
    with check("zpa/trusted-network", "the suffix of the cloud takes no part in the order"):
        stems = [
            name.split(" (")[0].replace(" ", "").lower() for name in names(ok(networks.list_trusted_networks(whole())))
        ]
        same(stems, sorted(stems), "order")

    machines = zpa.machine_groups
    agree(report, "zpa/machine-group", machines.list_machine_groups, machines.get_group, control)
    with check("zpa/machine-group", "the summary has ids and names"):
        same(names(ok(machines.list_machine_group_summary())), ["Kiosks"], "names")

    clouds = zpa.cloud_connector_groups
    agree(
        report,
        "zpa/cloud-connector-group",
        clouds.list_cloud_connector_groups,
        clouds.get_cloud_connector_groups,
        control,
    )
    with check("zpa/cloud-connector-group", "the summary has ids and names"):
        same(names(ok(clouds.list_cloud_connector_group_summary())), ["AWS Frankfurt"], "names")
    with check("zpa/branch-connector-group", "list and summary have ids and names"):
        same(names(ok(zpa.branch_connector_group.list_branch_connector_groups())), ["Lyon branch"], "names")
        same(names(ok(zpa.branch_connector_group.list_branch_connector_group_summary())), ["Lyon branch"], "names")
    with check("zpa/location", "the summary has ids and names"):
        same(names(ok(zpa.location_controller.get_location_summary())), ["HQ Dresden"], "names")
    with check("zpa/isolation-profile", "lists profiles"):
        wanted = ["Corporate isolation", "Read-only isolation"]
        same(names(ok(zpa.cbi_zpa_profile.list_isolation_profiles())), wanted, "names")
    with check("zpa/service-edge-group", "an empty list has no rows"):
        same(ok(zpa.service_edge_group.list_service_edge_groups()), [], "rows")
    with check("zpa/application-server", "lists servers, and reads one"):
        row = named(ok(zpa.servers.list_servers()), "as400-01")
        fields(ok(zpa.servers.get_server(row.id)), name="as400-01", address="10.1.4.10")
        same(names(ok(zpa.servers.list_servers_summary())), ["as400-01", "as400-02"], "summary")


def scim_groups(report, tenant, okta):
    check, api, control = report.check, tenant.zpa.scim_groups, tenant.control
    kind = "zpa/scim-group"
    total = len(control.objects(kind))

    with check(kind, "lists the groups of an IdP; ids and the IdP's id are numbers, also beyond 2^53"):
        rows = ok(api.list_scim_groups(okta.id, whole()))
        same(len(rows), total, "rows")
        finance = named(rows, "Finance")
        true(isinstance(finance.id, int), "the id is no number")
        same(finance.idp_id, int(okta.id), "id of the IdP, digit by digit")
        true(finance.idp_id > 2**53, "a small number")

    with check(kind, "a single read needs no IdP"):
        fields(ok(api.get_scim_group(finance.id)), id=finance.id, name="Finance")

    with check(kind, "pages of ten, sorted by name, have every row once"):
        query = {"page_size": 10, "sort_by": "name", "sort_order": "ASC"}
        rows, pages = walk(api.list_scim_groups(okta.id, query))
        stems = [name.replace(" ", "").replace("-", "").lower() for name in names(rows)]
        same(stems, sorted(stems), "order")
        same((len({row.id for row in rows}), pages), (total, -(-total // 10)), "rows and pages")

    with check(kind, "an IdP that does not exist is an invalid argument"):
        refused(api.list_scim_groups("216000000000000001"), 400, "invalid.resource.argument", "idpId")

    with report.limit(
        kind,
        "`search` finds nothing",
        "the client turns it into `name+EQ+...`, as for the other lists; here the API takes plain text",
        "zscaler/request_executor.py `_prepare_params`; the vendor's Go client sends plain text there (no recording)",
    ):
        control.forget_requests()
        same(ok(api.list_scim_groups(okta.id, {"search": "Finance"})), [], "rows")
        same(control.requests("GET", "scimgroup")[-1]["query"]["search"], "name+EQ+Finance", "search sent")


def attributes(report, tenant, okta):
    check, zpa, control = report.check, tenant.zpa, tenant.control

    agree(
        report,
        "zpa/saml-attribute",
        zpa.saml_attributes.list_saml_attributes,
        zpa.saml_attributes.get_saml_attribute,
        control,
    )
    with check("zpa/saml-attribute", "lists those of an IdP"):
        rows = ok(zpa.saml_attributes.list_saml_attributes_by_idp(okta.id, whole()))
        same(len(rows), len(control.objects("zpa/saml-attribute")), "rows")
        same(named(rows, "Email_Okta").saml_name, "Email", "SAML name")

    with check("zpa/scim-attribute", "lists those of an IdP, and reads one"):
        rows = ok(zpa.scim_attributes.list_scim_attributes(okta.id, whole()))
        same_set(names(rows), [row["name"] for row in control.objects("zpa/scim-attribute")], "names")
        wanted = named(rows, "department")
        fields(ok(zpa.scim_attributes.get_scim_attribute(okta.id, wanted.id)), name="department", data_type="String")
