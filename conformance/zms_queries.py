"""Every query the client has for microsegmentation, values included, paging and filters."""

import re
from pathlib import Path

import zscaler.zms
from expect import ok, same, same_set, true
from zscaler.zms.models.enums import SortDirection
from zscaler.zms.models.inputs import (
    AppCatalogQueryFilter,
    AppCatalogQueryOrderBy,
    AppZoneFilter,
    NamespaceFilter,
    NamespaceQueryOrderBy,
    PolicyRuleFilter,
    ResourceGroupsFilter,
    ResourceQueryFilter,
    ResourceQueryOrderBy,
    StringExpression,
    TagKeyFilter,
    TagKeyQueryOrderBy,
    TagValueFilter,
    TagValueQueryOrderBy,
)

BOTH_GROUPS = ("zms/managed-resource-group", "zms/unmanaged-resource-group")


def named_node(connection, name, key="name"):
    found = [node for node in connection["nodes"] if node[key] == name]
    same(len(found), 1, f"nodes named {name!r}")
    return found[0]


def node_names(connection, key="name"):
    return [node[key] for node in connection["nodes"]]


def run(report, tenant):
    tenant.control.forget_requests()
    groups(report, tenant)
    rules(report, tenant)
    resources(report, tenant)
    agents(report, tenant)
    tags(report, tenant)
    zones_and_catalogue(report, tenant)
    every_query(report, tenant)
    refusals(report, tenant)


def every_query(report, tenant):
    """Looks back on the areas above."""
    check, control = report.check, tenant.control
    documents = {entry["body"]["operationName"]: entry["body"] for entry in control.requests("POST", "/zms/graphql")}

    with check("zms/schema", "every query document of the client was run"):
        sources = Path(zscaler.zms.__file__).parent.glob("*.py")
        known = {name for file in sources for name in re.findall(r'"operationName": "(\w+)"', file.read_text())}
        same(len(known), 20, "documents in the client")
        same_set(documents, known, "documents run")

    with check("zms/schema", "each of them is valid under the confirmed part of the schema alone"):
        control.settings(zmsSchema="confirmed")
        executor = tenant.client.get_request_executor()
        for name, body in documents.items():
            request, _error = executor.create_request("POST", "/zms/graphql", body, {})
            _response, error = executor.execute(request)
            true(error is None, f"{name}: {error}")
        control.settings(zmsSchema="assumed")


def groups(report, tenant):
    check, control, customer = report.check, tenant.control, tenant.customer_id
    api = tenant.zms.resource_groups
    kind = "zms/resource-group"
    everything = [row["name"] for name in BOTH_GROUPS for row in control.objects(name)]

    with check(kind, "lists managed and unmanaged groups in one connection, told apart by their type"):
        answer = ok(api.list_resource_groups(customer, page_size=100))
        same_set(node_names(answer), everything, "names")
        erp = named_node(answer, "ERP production")
        plant = named_node(answer, "Plant floor Köln")
        true("cidrs" not in erp and erp["type"] != plant["type"], "the two kinds look alike")
        same_set(plant["cidrs"], ["10.41.16.0/22", "10.41.0.0/20"], "cidrs")
        same(plant["description"], "Controllers and panels; no agent can run there", "description")
        same(
            answer["pageInfo"],
            {"pageNumber": 1, "pageSize": 100, "totalCount": len(everything), "totalPages": 1},
            "pageInfo",
        )

    with check(kind, "pages of three have every group once"):
        pages = [ok(api.list_resource_groups(customer, page_num=n, page_size=3)) for n in range(1, 6)]
        total = pages[0]["pageInfo"]["totalPages"]
        same(total, -(-len(everything) // 3), "pages")
        seen = [name for page in pages[:total] for name in node_names(page)]
        same_set(seen, everything, "names")
        same([page["pageInfo"]["pageNumber"] for page in pages[:total]], list(range(1, total + 1)), "page numbers")

    with check(kind, "filters by name: contains, equals, starts, ends, in"):
        find = lambda **keys: node_names(
            ok(api.list_resource_groups(customer, filter_by=ResourceGroupsFilter(name=StringExpression(**keys))))
        )
        same_set(find(contains="production"), ["ERP production", "Payroll production"], "contains")
        same(find(equals="Databases"), ["Databases"], "equals")
        same_set(find(starts="Ba"), ["Bank & tax gateways", "Backup service"], "starts")
        same_set(find(ends="gateways"), ["Bank & tax gateways", "Plant gateways"], "ends")
        same_set(find(in_list=["Databases", "Build agents", "nobody"]), ["Databases", "Build agents"], "in")
        same(find(equals="nobody"), [], "nothing")

    with check(kind, "members of a managed group are the workloads with its tags"):
        members = ok(api.get_resource_group_members(customer, erp["id"]))
        same_set(node_names(members), [f"erp-{tier}-prod-01" for tier in ("web", "app", "db")], "members")
        same(members["pageInfo"]["totalCount"], 3, "count")
        same(erp["resourceMemberCount"], 3, "resourceMemberCount")

    with check(kind, "groups can be found by the host names of their members"):
        wanted = ResourceGroupsFilter(resource_hostname=StringExpression(starts="ci-agent"))
        same(node_names(ok(api.list_resource_groups(customer, filter_by=wanted))), ["Build agents"], "groups")

    with check(kind, "the protection status adds up"):
        node = ok(api.get_resource_group_protection_status(customer))["nodes"][0]
        same(node["totalResourceGroups"], len(everything), "total")
        counts = node["protectedResourceGroupsCount"] + node["unprotectedResourceGroupsCount"]
        same(counts, len(everything), "protected and unprotected")
        share = round(100 * node["protectedResourceGroupsCount"] / len(everything), 2)
        same(round(node["protectedPercentage"], 2), share, "percentage")

    with report.limit(
        "zms",
        "groups and rules can be read, not written",
        "the client has no mutation at all",
        "zscaler/zms/*.py holds query documents only",
    ):
        calls = [
            name
            for part in vars(type(tenant.zms))
            if not part.startswith("_")
            for name in dir(getattr(tenant.zms, part))
        ]
        written = [name for name in calls if name.split("_")[0] in ("add", "create", "update", "delete", "set")]
        same(written, [], "calls that write")


def rules(report, tenant):
    check, control, customer = report.check, tenant.control, tenant.customer_id
    api = tenant.zms.policy_rules
    kind = "zms/policy-rule"

    with check(kind, "lists rules with action, priority, target types and ports"):
        answer = ok(api.list_policy_rules(customer, page_size=100))
        same_set(node_names(answer), [row["name"] for row in control.objects(kind)], "names")
        rule = named_node(answer, "ERP to databases")
        same((rule["action"], rule["priority"], rule["deleted"]), ("ALLOW", 100, False), "rule")
        same(
            rule["portAndProtocols"],
            [{"protocol": "TCP", "portRanges": [{"startPort": 5432, "endPort": 5432}]}],
            "ports",
        )
        anywhere = named_node(answer, "Backups everywhere")
        same(anywhere["destinationTargetType"], "ANY", "destination")
        true(rule["destinationTargetType"] != "ANY", "destination of a rule with groups")

    with check(kind, "`fetchAll` brings everything on one page, whatever the page size"):
        answer = ok(api.list_policy_rules(customer, page_size=1, fetch_all=True))
        same(len(answer["nodes"]), len(control.objects(kind)), "rules")

    with check(kind, "without it, a page of one has one rule and knows how many there are"):
        answer = ok(api.list_policy_rules(customer, page_num=2, page_size=1))
        total = len(control.objects(kind))
        same(answer["pageInfo"], {"pageNumber": 2, "pageSize": 1, "totalCount": total, "totalPages": total}, "pageInfo")
        same(len(answer["nodes"]), 1, "rules")

    with check(kind, "filters by action and name"):
        wanted = PolicyRuleFilter(action=StringExpression(equals="SIM_BLOCK"))
        same(node_names(ok(api.list_policy_rules(customer, filter_by=wanted))), ["Nothing else to databases"], "rules")
        wanted = PolicyRuleFilter(name=StringExpression(contains="databases"), action=StringExpression(equals="ALLOW"))
        same(node_names(ok(api.list_policy_rules(customer, filter_by=wanted))), ["ERP to databases"], "rules")

    with check("zms/default-policy-rule", "one default rule per direction"):
        answer = ok(api.list_default_policy_rules(customer))
        same_set([node["direction"] for node in answer["nodes"]], ["INBOUND", "OUTBOUND"], "directions")
        same({(node["action"], node["scopeType"]) for node in answer["nodes"]}, {("ALLOW", "CUSTOMER")}, "rules")


def resources(report, tenant):
    check, control, customer = report.check, tenant.control, tenant.customer_id
    api = tenant.zms.resources
    kind = "zms/resource"
    rows = control.objects(kind)

    with check(kind, "lists workloads with addresses and host names"):
        answer = ok(api.list_resources(customer, page_size=100))
        same_set(node_names(answer), [row["name"] for row in rows if not row.get("deleted")], "names")
        same(named_node(answer, "erp-db-prod-01")["localIps"], ["10.50.2.10"], "addresses")

    with check(kind, "sorts by name in both directions"):
        for direction in (SortDirection.ASC, SortDirection.DESC):
            answer = ok(api.list_resources(customer, page_size=100, order_by=ResourceQueryOrderBy(name=direction)))
            same(
                node_names(answer), sorted(node_names(answer), reverse=direction == SortDirection.DESC), direction.value
            )

    with check(kind, "filters by several keys at once"):
        wanted = ResourceQueryFilter(name=StringExpression(starts="ledger"), resource_type=None)
        answer = ok(api.list_resources(customer, filter_by=wanted, page_size=100))
        same(len(answer["nodes"]), 6, "workloads")
        true(all(name.startswith("ledger-") for name in node_names(answer)), str(node_names(answer)))

    with check(kind, "the protection status adds up"):
        node = ok(api.get_resource_protection_status(customer))["nodes"][0]
        same(node["protectedResourcesCount"] + node["unprotectedResourcesCount"], node["totalResources"], "counts")
        same(node["totalResources"], len([row for row in rows if not row.get("deleted")]), "total")

    with check("zms/metadata", "comes as a bare value"):
        true(isinstance(ok(api.get_metadata(customer)), dict), "no object")


def agents(report, tenant):
    check, control, customer, zms = report.check, tenant.control, tenant.customer_id, tenant.zms

    with check("zms/agent", "lists agents; the page size counts the rows of the answer"):
        rows = control.objects("zms/agent")
        answer = ok(zms.agents.list_agents(customer, page_size=100))
        same_set(node_names(answer), [row["name"] for row in rows], "names")
        same(answer["pageInfo"]["totalCount"], len(rows), "count")
        same(answer["pageInfo"]["pageSize"], len(rows), "page size")

    with check("zms/agent", "searches, sorts and pages"):
        found = ok(zms.agents.list_agents(customer, page_size=100, search="payroll-db", sort="name", sort_dir="DESC"))
        same(node_names(found), ["payroll-db-staging-01-agent", "payroll-db-prod-01-agent"], "agents")
        second = ok(zms.agents.list_agents(customer, page=2, page_size=5, sort="name", sort_dir="ASC"))
        same(node_names(second), sorted(row["name"] for row in rows)[5:10], "the second page")

    with check("zms/agent", "statistics add up to all agents"):
        for value, parts in (
            (ok(zms.agents.get_agent_connection_status_statistics(customer)), "agentStatuses"),
            (ok(zms.agents.get_agent_version_statistics(customer)), "agentVersions"),
        ):
            same(value["totalCount"], len(rows), "total")
            same(sum(part["count"] for part in value[parts]), len(rows), parts)

    with check("zms/agent-group", "lists groups, and a fresh enrolment secret for one"):
        answer = ok(zms.agent_groups.list_agent_groups(customer))
        group = named_node(answer, "Linux servers")
        same((group["agentGroupType"], group["cloudProvider"], group["adminStatus"]), ("VM", "AWS", "ENABLED"), "group")
        secrets = ok(zms.agent_groups.get_agent_group_totp_secrets(customer, group["eyezId"]))
        same(secrets["eyezId"], group["eyezId"], "group of the secret")
        true(len(secrets["totpSecret"]) >= 16, "no secret")

    with check("zms/nonce", "lists provisioning keys, and reads one"):
        same(ok(zms.nonces.list_nonces(customer))["nodes"], [], "nonces of the seed")
        made = control.add("zms/nonce", {"name": "Build farm", "maxUsage": 10, "agentGroupEyezId": group["eyezId"]})
        node = named_node(ok(zms.nonces.list_nonces(customer)), "Build farm")
        same((node["eyezId"], node["maxUsage"]), (made["eyezId"], 10), "nonce")
        same(ok(zms.nonces.get_nonce(customer, node["eyezId"]))["nonce"]["name"], "Build farm", "name")


def tags(report, tenant):
    check, customer, api = report.check, tenant.customer_id, tenant.zms.tags

    with check("zms/tag", "lists namespaces with their origin, sorted"):
        order = NamespaceQueryOrderBy(name=SortDirection.ASC)
        answer = ok(api.list_tag_namespaces(customer, order_by=order))
        origins = [(node["name"], node["origin"]) for node in answer["nodes"]]
        same(origins, [("ACME", "CUSTOM"), ("CLOUD", "EXTERNAL"), ("ML", "ML")], "namespaces")

    with check("zms/tag", "filters namespaces by name and origin"):
        wanted = NamespaceFilter(origin=StringExpression(equals="CUSTOM"))
        same(node_names(ok(api.list_tag_namespaces(customer, filter_by=wanted))), ["ACME"], "namespaces")

    with check("zms/tag", "lists the keys of a namespace, sorted and filtered by key and value"):
        acme = named_node(answer, "ACME")
        order = TagKeyQueryOrderBy(name=SortDirection.DESC)
        keys = ok(api.list_tag_keys(customer, acme["id"], order_by=order))
        same(node_names(keys), ["zone", "tier", "env", "app"], "keys")
        wanted = TagKeyFilter(value_name=StringExpression(equals="plant-koeln"))
        same(node_names(ok(api.list_tag_keys(customer, acme["id"], filter_by=wanted))), ["zone"], "keys")

    with check("zms/tag", "lists the values of a key, in pages"):
        env = named_node(keys, "env")
        order = TagValueQueryOrderBy(name=SortDirection.ASC)
        values = ok(api.list_tag_values(customer, env["id"], "CUSTOM", order_by=order))
        same(node_names(values), ["dev", "prod", "staging"], "values")
        second = ok(api.list_tag_values(customer, env["id"], "CUSTOM", page_num=2, page_size=2, order_by=order))
        same(node_names(second), ["staging"], "the second page")
        wanted = TagValueFilter(name=StringExpression(starts="st"))
        same(
            node_names(ok(api.list_tag_values(customer, env["id"], "CUSTOM", filter_by=wanted))), ["staging"], "values"
        )


def zones_and_catalogue(report, tenant):
    check, control, customer, zms = report.check, tenant.control, tenant.customer_id, tenant.zms

    with check("zms/app-zone", "lists zones, filtered by name"):
        wanted = AppZoneFilter(app_zone_name=StringExpression(equals="Production"))
        answer = ok(zms.app_zones.list_app_zones(customer, filter_by=wanted))
        zone = named_node(answer, "Production", "appZoneName")
        same((zone["description"], zone["memberCount"], zone["includeAllVpcs"]), ("eu-central-1", 12, True), "zone")

    with check("zms/app-catalog", "lists applications with ports, sorted and filtered by category"):
        order = AppCatalogQueryOrderBy(name=SortDirection.ASC)
        wanted = AppCatalogQueryFilter(category=StringExpression(equals="Web Services"))
        answer = ok(zms.app_catalog.list_app_catalog(customer, filter_by=wanted, order_by=order))
        same(node_names(answer), ["HTTP", "HTTP alternate", "HTTPS"], "applications")
        details = named_node(answer, "HTTPS")["details"]
        entry = details[0] if isinstance(details, list) else details
        ports = entry["portAndProtocol"]
        first = ports[0] if isinstance(ports, list) else ports
        same((first["protocol"], first["portRanges"]), ("TCP", [{"startPort": 443, "endPort": 443}]), "ports")

    with check("zms/app-catalog", "a walk through pages of ten has every application once"):
        total = len(control.objects("zms/app-catalog-entry"))
        pages = -(-total // 10)
        seen = [
            node["id"]
            for number in range(1, pages + 1)
            for node in ok(zms.app_catalog.list_app_catalog(customer, page_num=number, page_size=10))["nodes"]
        ]
        same((len(seen), len(set(seen))), (total, total), "applications")


def refusals(report, tenant):
    check, customer, zms = report.check, tenant.customer_id, tenant.zms

    with check(
        "zms/errors", "another tenant's customer id: an error under HTTP 200, which the client raises as its own kind"
    ):
        _value, _response, error = zms.tags.list_tag_namespaces("216199999999999990")
        same(type(error).__name__, "GraphQLAPIError", "kind of error")
        same((error.status_code, error.service_type), (200, "zms"), "status and product")
        same(error.path, ["tagNamespaces"], "path")

    with check("zms/errors", "an unknown id: an error under HTTP 200"):
        _value, _response, error = zms.resource_groups.get_resource_group_members(customer, "no-such-group")
        same((type(error).__name__, error.status_code), ("GraphQLAPIError", 200), "error")

    with check("zms/errors", "a value outside an enumeration is refused before anything is read"):
        _value, _response, error = zms.tags.list_tag_values(customer, "1", "NOWHERE")
        same(type(error).__name__, "GraphQLAPIError", "kind of error")
        true("NamespaceOrigin" in error.error_message, error.error_message)
