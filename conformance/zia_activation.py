"""Staged and active configuration, and the audit log."""

from expect import ok, same, true

AREA = "zia/activation"


def run(report, tenant):
    check, api, control = report.check, tenant.zia.activate, tenant.control
    rules = tenant.zia.url_filtering
    active = lambda: [row["name"] for row in control.objects("zia/url-filtering-rule", "active")]

    with check(AREA, "an untouched tenant is ACTIVE"):
        same(ok(api.status()).status, "ACTIVE", "status")

    with check(AREA, "a write stages: PENDING, visible to reads, not yet to traffic"):
        made = ok(rules.add_rule(name="Staged", action="BLOCK", order=1, protocols=["ANY_RULE"]))
        same(ok(api.status()).status, "PENDING", "status")
        true("Staged" in [rule.name for rule in ok(rules.list_rules())], "not listed")
        true("Staged" not in active(), "already active")

    with check(AREA, "activate answers ACTIVE and publishes what is staged"):
        same(ok(api.activate()).status, "ACTIVE", "answer")
        same(ok(api.status()).status, "ACTIVE", "status")
        true("Staged" in active(), "not active")

    with check(AREA, "an activation that takes its time answers INPROGRESS until it is done"):
        control.settings(activationPolls=2)
        ok(rules.delete_rule(made.id))
        same(ok(api.activate()).status, "INPROGRESS", "answer")
        same([ok(api.status()).status for _poll in range(3)], ["INPROGRESS", "INPROGRESS", "ACTIVE"], "polls")
        true("Staged" not in active(), "still active")
        control.settings(activationPolls=0)

    with check(AREA, "what an administrator stages in the portal is pending for the client, too"):
        control.change("zia/rule-label", "plant", {"description": "changed in the portal"})
        same(ok(api.status()).status, "PENDING", "status")
        same(ok(api.activate()).status, "ACTIVE", "answer")

    with check(AREA, "reads and ZPA writes stage nothing"):
        ok(rules.list_rules())
        group = ok(tenant.zpa.segment_groups.add_group(name="Stages nothing", enabled=True))
        ok(tenant.zpa.segment_groups.delete_group(group.id))
        same(ok(api.status()).status, "ACTIVE", "status")

    audit = tenant.zia.audit_logs

    with report.limit(
        AREA,
        "`audit_logs.create` cannot request a report",
        'its path ends in a stray quote (`/auditlogEntryReport"`): 404, swallowed as None',
        "zscaler/zia/audit_logs.py `create`; recording TestAuditLogs",
    ):
        control.forget_requests()
        same(audit.create(start_time="1700000000000", end_time="1800000000000"), None, "answer")
        entry = control.requests("POST")[-1]
        same((entry["path"].rstrip("/"), entry["status"]), ('/zia/api/v1/auditlogEntryReport"', 404), "request")

    with report.limit(
        AREA,
        "`audit_logs.cancel` cannot cancel one",
        "the same stray quote; the line after it reads an attribute the response does not have",
        "zscaler/zia/audit_logs.py `cancel`; recording TestAuditLogs",
    ):
        same(audit.cancel(), None, "answer")
        same(control.requests("DELETE")[-1]["status"], 404, "status")

    with report.limit(
        AREA,
        "`audit_logs.get_report` cannot download one",
        "it asks the CSV endpoint for JSON and gets 406, swallowed as None",
        "zscaler/zia/audit_logs.py `get_report`; recording TestAuditLogs #3",
    ):
        same(audit.get_report(), None, "answer")
        same(control.requests("GET", "/download")[-1]["status"], 406, "status")

    with check(AREA, "without a request there is no audit report to poll: 404, which the client reports as None"):
        same(audit.get_status(), None, "answer")
        same(control.requests("GET", "/auditlogEntryReport")[-1]["status"], 404, "status")
