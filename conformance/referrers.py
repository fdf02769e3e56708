"""What refers to objects of others: the vendor's client lists it, and what it names cannot be deleted."""

from expect import named, names, ok, read, refused, same, true, whole

DLP = "zia/dlp-web-rule"
CONSOLE = "zpa/pra-console"


def run(report, tenant):
    web(report, tenant)
    private(report, tenant)


def web(report, tenant):
    check, zia = report.check, tenant.zia
    lists = {
        "zia/ssl-inspection-rule": (zia.ssl_inspection_rules.list_rules, "Do not open machine vendors"),
        DLP: (zia.dlp_web_rules.list_rules, "Drawings leave to partners only"),
        "zia/file-type-control-rule": (zia.file_type_control_rule.list_rules, "Old exceptions may fetch archives"),
    }
    for kind, (list_rows, name) in lists.items():
        with check(kind, "is listed as the control plane shows it"):
            rows = ok(list_rows())
            same(sorted(names(rows)), sorted(row["name"] for row in tenant.control.objects(kind)), "names")
            true(name in names(rows), f"{name!r} is not listed")

    with check("zia/sandbox-rule", "a tenant without any lists none"):
        same(ok(zia.sandbox_rules.list_rules()), [], "rows")

    with check("zia/cloud-app-control-rule", "every type has a list of its own, numbered from 1"):
        for kind, name in {"FILE_SHARE": "Dropbox view only", "WEBMAIL": "No private mail in the plants"}.items():
            rows = ok(zia.cloudappcontrol.list_rules(kind))
            same([(read(row, "name"), read(row, "order")) for row in rows], [(name, 1)], kind)
        same(ok(zia.cloudappcontrol.list_rules("FINANCE")), [], "FINANCE")

    with check(DLP, "a category that only such a rule names cannot be deleted: RESOURCE_IN_USE"):
        made = ok(
            zia.url_categories.add_url_category(
                configured_name="Conformance drawings", super_category="USER_DEFINED", urls=["cad.example"]
            )
        )
        numbers = [row["val"] for row in tenant.control.objects("zia/url-category") if row["id"] == made.id]
        rule = {
            "name": "Conformance DLP",
            "action": "BLOCK",
            "protocols": ["ANY_RULE"],
            "urlCategories": [{"id": numbers[0]}],
        }
        tenant.control.add(DLP, rule)
        refused(zia.url_categories.delete_category(made.id), 409, "RESOURCE_IN_USE")


def private(report, tenant):
    check, zpa = report.check, tenant.zpa

    with check(CONSOLE, "is listed with the segment it opens, which cannot be deleted: resource.referenced"):
        segment = named(ok(zpa.application_segment.list_segments(whole())), "Vendor jump host")
        console = named(ok(zpa.pra_console.list_consoles(whole())), "Jump host of the plants")
        same(console.pra_application.app_id, segment.id, "segment")
        refused(zpa.application_segment.delete_segment(segment.id), 400, "resource.referenced")

    with check("zpa/user-portal-link", "is listed with the segment it leads to"):
        segment = named(ok(zpa.application_segment.list_segments(whole())), "AS400")
        link = named(ok(zpa.user_portal_link.list_portal_link(whole())), "Green screen")
        same(link.application_id, segment.id, "segment")
