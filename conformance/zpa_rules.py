"""Access rules and the other policy sets: conditions, order."""

from expect import fields, named, names, ok, refused, same, same_set, status, true, walk, whole

RULE = "zpa/access-rule"
OTHERS = "zpa/policy-set"


def operands(rule):
    """The conditions of a rule as a set of blocks; the order of blocks and operands means nothing."""
    blocks = [
        (block.operator, frozenset((o.object_type, o.lhs, o.rhs) for o in block.operands)) for block in rule.conditions
    ]
    return set(blocks)


def run(report, tenant):
    access_rules(report, tenant)
    reorders(report, tenant)
    other_policies(report, tenant)


def access_rules(report, tenant):
    check, zpa = report.check, tenant.zpa
    api = zpa.policies
    listed = lambda: ok(api.list_rules("access", whole()))

    with check(RULE, "lists rules in their order, numbered densely, priorities counting backwards"):
        rows = listed()
        same([int(rule.rule_order) for rule in rows], list(range(1, len(rows) + 1)), "orders")
        same([int(rule.priority) for rule in rows], list(range(len(rows), 0, -1)), "priorities")
        same(names(rows)[0], "Zscaler Deception", "the first rule")
        same({rule.policy_type for rule in rows}, {"1"}, "policy type")

    with check(RULE, "the rule count is a text"):
        same(ok(api.get_policy_rule_count("access")), {"count": str(len(rows))}, "count")

    with check(RULE, "the policy set has an id, and each rule carries it"):
        policy_set = ok(api.get_policy("access"))
        fields_of_set = (policy_set["name"], policy_set["policyType"])
        same(fields_of_set, ("Global_Policy", "1"), "set")
        same({rule.policy_set_id for rule in rows}, {policy_set["id"]}, "set of the rules")

    segment = named(ok(zpa.application_segment.list_segments(whole())), "ERP")
    group = named(ok(zpa.segment_groups.list_groups(whole())), "Finance apps")
    idp = named(ok(zpa.idp.list_idps(whole())), "Okta")
    scim = {row.name: row.id for row in ok(zpa.scim_groups.list_scim_groups(idp.id, whole()))}
    postures = {row.name: row.posture_udid for row in ok(zpa.posture_profiles.list_posture_profiles(whole()))}
    networks = {row.name: row.network_id for row in ok(zpa.trusted_networks.list_trusted_networks(whole()))}
    laptop, dresden = postures["Corporate laptop (zscalerthree.net)"], networks["HQ Dresden (zscalerthree.net)"]

    with check(RULE, "a create (v1) answers 201 and appends the rule"):
        answer = api.add_access_rule(
            name="Conformance v1",
            action="allow",
            description="made by the vendor's client",
            custom_msg="welcome",
            conditions=[
                ("app", "id", segment.id),
                ("app_group", "id", group.id),
                ("scim_group", idp.id, scim["Treasury"]),
                ("scim_group", idp.id, scim["Finance"]),
                ("posture", laptop, "true"),
                ("trusted_network", dresden, "true"),
                ("client_type", "id", "zpn_client_type_zapp"),
                ("platform", "windows", "true"),
                ("country_code", "DE", "true"),
            ],
        )
        same(status(answer), 201, "status")
        created = ok(answer)
        same(names(listed())[-1], "Conformance v1", "the last rule")

    with check(RULE, "the list shows what was sent: one block per kind of condition, one operand per value"):
        rule = named(listed(), "Conformance v1")
        fields(rule, id=created.id, action="ALLOW", description="made by the vendor's client", custom_msg="welcome")
        fields(rule, operator="AND", disabled="0", rule_order=str(len(rows) + 1), priority="1")
        wanted = {
            ("OR", frozenset({("APP", "id", segment.id), ("APP_GROUP", "id", group.id)})),
            ("OR", frozenset({("SCIM_GROUP", idp.id, str(scim[n])) for n in ("Treasury", "Finance")})),
            ("OR", frozenset({("POSTURE", laptop, "true")})),
            ("OR", frozenset({("TRUSTED_NETWORK", dresden, "true")})),
            ("OR", frozenset({("CLIENT_TYPE", "id", "zpn_client_type_zapp")})),
            ("OR", frozenset({("PLATFORM", "windows", "true")})),
            ("OR", frozenset({("COUNTRY_CODE", "DE", "true")})),
        }
        same(operands(rule), wanted, "conditions")

    with check(RULE, "operands are shown with the names behind their ids"):
        shown = {o.object_type: o for block in rule.conditions for o in block.operands}
        same(shown["APP"].name, "ERP", "name of the segment")
        same(shown["APP_GROUP"].name, "Finance apps", "name of the group")
        same(shown["SCIM_GROUP"].idp_name, "Okta", "name of the IdP")

    with check(RULE, "the single read equals the listed row"):
        single = ok(api.get_rule("access", created.id))
        fields(single, name="Conformance v1", rule_order=rule.rule_order, action="ALLOW")
        same(operands(single), operands(rule), "conditions")

    with check(RULE, "an update answers 204, replaces the conditions, and gives them new ids"):
        answer = api.update_access_rule(
            created.id, name="Conformance v1", action="deny", conditions=[("app", "id", segment.id)]
        )
        same(status(answer), 204, "status")
        fields(ok(answer), id=created.id, name=None)
        changed = ok(api.get_rule("access", created.id))
        fields(changed, action="DENY", description=None, rule_order=rule.rule_order)
        same(operands(changed), {("OR", frozenset({("APP", "id", segment.id)}))}, "conditions")
        true(changed.conditions[0].id not in [block.id for block in rule.conditions], "the old id is used again")

    with check(RULE, "an update never moves a rule, and moves no other"):
        ok(api.update_access_rule(created.id, name="Conformance v1", action="DENY", rule_order="2"))
        same(ok(api.get_rule("access", created.id)).rule_order, rule.rule_order, "order")

    with check(RULE, "a create in v2 aggregates values; it reads back in v1 form"):
        answer = api.add_access_rule_v2(
            name="Conformance v2",
            action="deny",
            conditions=[
                ("app", [segment.id]),
                ("app_group", [group.id]),
                ("AND", ("posture", [[laptop, "true"], [postures["Disk encryption   (zscalerthree.net)"], "false"]])),
                ("scim_group", [[idp.id, str(scim["Treasury"])], [idp.id, str(scim["Finance"])]]),
                ("client_type", ["zpn_client_type_exporter", "zpn_client_type_zapp"]),
                ("platform", [["ios", "true"], ["android", "true"]]),
                ("risk_factor_type", [["ZIA", "CRITICAL"]]),
                ("country_code", [["SY", "true"]]),
            ],
        )
        same(status(answer), 201, "status")
        second = ok(answer)
        shown = named(listed(), "Conformance v2")
        fields(shown, id=second.id, action="DENY", rule_order=str(len(rows) + 2))
        encrypted = postures["Disk encryption   (zscalerthree.net)"]
        wanted = {
            ("OR", frozenset({("APP", "id", segment.id), ("APP_GROUP", "id", group.id)})),
            ("AND", frozenset({("POSTURE", laptop, "true"), ("POSTURE", encrypted, "false")})),
            ("OR", frozenset({("SCIM_GROUP", idp.id, str(scim[n])) for n in ("Treasury", "Finance")})),
            ("OR", frozenset({("CLIENT_TYPE", "id", f"zpn_client_type_{n}") for n in ("exporter", "zapp")})),
            ("OR", frozenset({("PLATFORM", n, "true") for n in ("ios", "android")})),
            ("OR", frozenset({("RISK_FACTOR_TYPE", "ZIA", "CRITICAL")})),
            ("OR", frozenset({("COUNTRY_CODE", "SY", "true")})),
        }
        same(operands(shown), wanted, "conditions")

    with report.limit(
        RULE,
        "the rule that a v2 create returns shows no condition values",
        "the service answers in v1 form (lhs, rhs), the client's v2 model knows only values and entryValues",
        "zscaler/zpa/models/policyset_controller_v2.py `OperandResource`; recorded answers of v2 rule creates",
    ):
        first = second.conditions[0].operands[0]
        true(not first.values and not first.entry_values, "it shows values")

    with report.limit(
        RULE,
        "a rule cannot be disabled",
        "the payloads of all access rule calls are fixed; `disabled` and `operator` are not among their keys",
        "zscaler/zpa/policies.py `add_access_rule`, `update_access_rule` and their v2 twins",
    ):
        ok(api.update_access_rule_v2(second.id, name="Conformance v2", action="deny", disabled="1"))
        same(ok(api.get_rule("access", second.id)).disabled, "0", "disabled")

    with check(RULE, "an update in v2 answers 204; server groups are attached by id, an empty list takes them off"):
        servers = named(ok(zpa.server_groups.list_groups(whole())), "Finance DC Dresden")
        sent = {"name": "Conformance v2", "action": "deny", "conditions": [("app", [segment.id])]}
        same(status(api.update_access_rule_v2(second.id, app_server_group_ids=[servers.id], **sent)), 204, "status")
        changed = ok(api.get_rule("access", second.id))
        same(names(changed.app_server_groups), ["Finance DC Dresden"], "server groups")
        same(operands(changed), {("OR", frozenset({("APP", "id", segment.id)}))}, "conditions")
        ok(api.update_access_rule_v2(second.id, app_server_group_ids=[], **sent))
        same(ok(api.get_rule("access", second.id)).app_server_groups, [], "server groups")

    with check(RULE, "rules that name a segment can be listed"):
        found = names(ok(api.list_rules_by_appplication_id("access", segment.id)))
        true({"Conformance v1", "Conformance v2"} & set(found) == {"Conformance v2"}, str(found))
        true("Finance to ERP" in found, str(found))

    with check(RULE, "`search` finds the exact name, and any filterable field"):
        same(names(ok(api.list_rules("access", {"search": "Conformance v1"}))), ["Conformance v1"], "rules")
        denying = ok(api.list_rules("access", {"search": "action+EQ+DENY"}))
        same({rule.action for rule in denying}, {"DENY"}, "actions")

    with check(RULE, "an unknown action, an unknown segment, a second rule of that name: 400"):
        refused(api.add_access_rule(name="x", action="explode"), 400, "invalid.resource.argument", "action")
        nowhere = [("app", "id", "216000000000000001")]
        refused(api.add_access_rule(name="x", action="allow", conditions=nowhere), 400, "invalid.resource.argument")
        same(api.add_access_rule(name="Conformance v1", action="allow")[2].status_code, 400, "status")

    with check(RULE, "the rule of Deception can be neither changed, moved nor deleted"):
        deception = rows[0]
        for answer in (
            api.update_access_rule(deception.id, name="mine now", action="allow"),
            api.delete_rule("access", deception.id),
            api.reorder_rule("access", deception.id, "3"),
            api.reorder_rule("access", created.id, "1"),
        ):
            same(answer[2].status_code, 400, "status")
            true("restricted entity" in answer[2].error_message, answer[2].error_message)
        same(listed()[0].name, "Zscaler Deception", "the first rule")

    with check(RULE, "a delete answers 204 and numbers stay dense"):
        same(status(api.delete_rule("access", created.id)), 204, "status")
        after = listed()
        true("Conformance v1" not in names(after), "still listed")
        same(after[-1].rule_order, str(len(rows) + 1), "order of the last rule")
        same(status(api.delete_rule("access", second.id)), 204, "status")
        refused(api.get_rule("access", created.id), 400, "resource.not.found")
        refused(api.delete_rule("access", created.id), 400, "resource.not.found")
        same(names(listed()), names(rows), "rules")


def reorders(report, tenant):
    check, api = report.check, tenant.zpa.policies
    listed = lambda: ok(api.list_rules("access", whole()))
    before = listed()
    moved = before[-1]

    with check(RULE, "order: a single reorder puts a rule at a position, the others make room"):
        same(status(api.reorder_rule("access", moved.id, "3")), 204, "status")
        expected = names(before)[:2] + [moved.name] + names(before)[2:-1]
        same(names(listed()), expected, "rules")
        same([rule.rule_order for rule in listed()], [str(n + 1) for n in range(len(before))], "orders")

    with check(RULE, "order: moved down again, all is as before, times of the other rules included"):
        ok(api.reorder_rule("access", moved.id, str(len(before))))
        after = listed()
        same(
            [(r.name, r.rule_order, r.priority) for r in after],
            [(r.name, r.rule_order, r.priority) for r in before],
            "rules",
        )
        same([r.modified_time for r in after], [r.modified_time for r in before], "times")

    with check(RULE, "order: one bulk reorder turns the whole set around"):
        wanted = [before[0]] + list(reversed(before[1:]))
        same(status(api.bulk_reorder_rules("access", [rule.id for rule in wanted])), 204, "status")
        same(names(listed()), names(wanted), "rules")
        same(listed()[1].priority, str(len(before) - 1), "priority")

    with check(RULE, "order: a bulk reorder stamps the policy set, an update of a rule does not"):
        stamp = ok(api.get_policy("access"))["modifiedTime"]
        tenant.control.next_second()
        rule = named(listed(), "CFO tablet")
        ok(api.update_access_rule(rule.id, name=rule.name, action="allow"))
        same(ok(api.get_policy("access"))["modifiedTime"], stamp, "time after the update")
        ok(api.bulk_reorder_rules("access", [rule.id for rule in before]))
        true(ok(api.get_policy("access"))["modifiedTime"] != stamp, "the time did not change")
        same(names(listed()), names(before), "rules")

    with check(RULE, "order: a partial list is refused, and so is a rule of elsewhere"):
        ids = [rule.id for rule in before]
        refused(api.bulk_reorder_rules("access", ids[:-1]), 400, "missing.rule", f"Missing ruleIds: {ids[-1]}")
        answer = api.bulk_reorder_rules("access", [*ids[:-1], "216000000000000001"])
        same(answer[2].status_code, 400, "status")
        true("does not belong to the policySetId" in answer[2].error_message, answer[2].error_message)
        same(names(listed()), names(before), "rules")

    with check(RULE, "order: a bulk reorder that moves Deception's rule is refused"):
        answer = api.bulk_reorder_rules("access", [ids[1], ids[0], *ids[2:]])
        same(answer[2].status_code, 400, "status")
        true("restricted entity" in answer[2].error_message, answer[2].error_message)

    with check(RULE, "order: positions below 1 and past the end are refused"):
        for position in ("0", str(len(before) + 1)):
            same(api.reorder_rule("access", moved.id, position)[2].status_code, 400, f"status for position {position}")

    with check(RULE, "a list walked in small pages keeps the order"):
        rows, pages = walk(api.list_rules("access", {"page_size": 4}))
        same(names(rows), names(before), "rules")
        same(pages, -(-len(before) // 4), "pages")


def other_policies(report, tenant):
    check, zpa = report.check, tenant.zpa
    api = zpa.policies
    kinds = (
        ("timeout", "ReAuth_Policy"),
        ("client_forwarding", "Bypass_Policy"),
        ("isolation", "Isolation_Policy"),
        ("inspection", "Inspection_Policy"),
        ("siem", "Siem_Policy"),
        ("capabilities", "Capabilities_Policy"),
        ("credential", "Credential_Policy"),
        ("redirection", "ReDirection_Policy"),
        ("clientless", "Clientless_Session_Protection_Policy"),
    )

    with check(OTHERS, "every policy type has a set of its own"):
        sets = {kind: ok(api.get_policy(kind)) for kind, _name in kinds}
        same([sets[kind]["name"] for kind, _name in kinds], [name for _kind, name in kinds], "names")
        same(len({row["id"] for row in sets.values()}), len(kinds), "different ids")

    with check(OTHERS, "timeout, forwarding and isolation sets end with their default rule"):
        for kind, action in (
            ("timeout", "RE_AUTH"),
            ("client_forwarding", "INTERCEPT"),
            ("isolation", "BYPASS_ISOLATE"),
        ):
            fields(ok(api.list_rules(kind))[-1], name="Default_Rule", default_rule=True, action=action)

    group = named(ok(zpa.segment_groups.list_groups(whole())), "Shared services")
    condition = [("app_group", "id", group.id)]

    with check(OTHERS, "a timeout rule is put in front of the default rule"):
        made = ok(
            api.add_timeout_rule(
                name="Conformance timeout",
                action="RE_AUTH",
                reauth_timeout="172800",
                reauth_idle_timeout="600",
                conditions=condition,
            )
        )
        rows = ok(api.list_rules("timeout"))
        same(names(rows)[-2:], ["Conformance timeout", "Default_Rule"], "the last rules")
        fields(rows[-2], id=made.id, reauth_timeout="172800", reauth_idle_timeout="600")
        same(operands(rows[-2]), {("OR", frozenset({("APP_GROUP", "id", group.id)}))}, "conditions")

    with check(OTHERS, "a bulk reorder has to end with the default rule: default.rule.reorder.notallowed"):
        ids = [rule.id for rule in rows]
        refused(api.bulk_reorder_rules("timeout", [ids[-1], *ids[:-1]]), 400, "default.rule.reorder.notallowed")
        ok(api.bulk_reorder_rules("timeout", [*reversed(ids[:-1]), ids[-1]]))
        same([rule.id for rule in ok(api.list_rules("timeout"))], [*reversed(ids[:-1]), ids[-1]], "rules")
        same(status(api.delete_rule("timeout", made.id)), 204, "status")

    with check(OTHERS, "forwarding and isolation rules are created, read, updated and deleted"):
        bypass = ok(api.add_client_forwarding_rule(name="Conformance bypass", action="bypass", conditions=condition))
        fields(ok(api.get_rule("client_forwarding", bypass.id)), action="BYPASS", rule_order="2")
        ok(
            api.update_client_forwarding_rule(
                bypass.id, name="Conformance bypass", action="intercept", conditions=condition
            )
        )
        fields(ok(api.get_rule("client_forwarding", bypass.id)), action="INTERCEPT")
        same(status(api.delete_rule("client_forwarding", bypass.id)), 204, "status")
        direct = ok(api.add_isolation_rule(name="Conformance direct", action="bypass_isolate", conditions=condition))
        shown = ok(api.get_rule("isolation", direct.id))
        true(
            ("OR", frozenset({("CLIENT_TYPE", "id", "zpn_client_type_exporter")})) in operands(shown), "no client type"
        )
        same(status(api.delete_rule("isolation", direct.id)), 204, "status")

    with check(OTHERS, "a default rule cannot be deleted"):
        default = ok(api.list_rules("timeout"))[-1]
        same(api.delete_rule("timeout", default.id)[2].status_code, 400, "status")

    with check(OTHERS, "risk scores come as a bare list"):
        same_set(ok(api.get_risk_score_values()), ["UNKNOWN", "LOW", "MEDIUM", "HIGH", "CRITICAL"], "scores")
        same_set(
            ok(api.get_risk_score_values({"exclude_unknown": "true"})), ["LOW", "MEDIUM", "HIGH", "CRITICAL"], "scores"
        )
