"""SSL inspection, file type and sandbox rules: made, listed, changed and deleted by the vendor's client."""

from expect import named, names, ok, read, same, same_set, status, true

SSL = "zia/ssl-inspection-rule"
FILES = "zia/file-type-control-rule"
SANDBOX = "zia/sandbox-rule"


def run(report, tenant):
    zia = tenant.zia
    blocking = {"action": {"type": "BLOCK", "showEUN": True}, "platforms": ["SCAN_IOS"]}
    life(report, SSL, zia.ssl_inspection_rules, blocking, "platforms")
    life(
        report,
        FILES,
        zia.file_type_control_rule,
        {
            "filtering_action": "BLOCK",
            "operation": "DOWNLOAD",
            "protocols": ["HTTPS_RULE"],
            "file_types": ["FTCATEGORY_ZIP", "FTCATEGORY_P7Z"],
        },
        "file_types",
    )
    life(
        report,
        SANDBOX,
        zia.sandbox_rules,
        {
            "ba_rule_action": "BLOCK",
            "first_time_enable": True,
            "first_time_operation": "QUARANTINE",
            "protocols": ["HTTPS_RULE"],
            "file_types": ["FTCATEGORY_ZIP", "FTCATEGORY_PYTHON"],
        },
        "file_types",
    )


def life(report, kind, api, fields, key):
    check = report.check
    common = {"order": 1, "rank": 7, "enabled": True}

    with check(kind, "a create answers 200, and the list shows what was sent"):
        answer = api.add_rule(name="Conformance web", description="made here", **common, **fields)
        same(status(answer), 200, "status")
        made = named(ok(api.list_rules()), "Conformance web")
        same_set(read(made, key), fields[key], key)
        same(read(made, "order"), 1, "order")

    with check(kind, "an update replaces: the description left out is gone"):
        ok(api.update_rule(made.id, name="Conformance web 2", **common, **fields))
        true(not read(named(ok(api.list_rules()), "Conformance web 2"), "description"), "description")

    with check(kind, "a delete answers 204, and the rule is gone from the list"):
        same(status(api.delete_rule(made.id)), 204, "status")
        true("Conformance web 2" not in names(ok(api.list_rules())), "still listed")
