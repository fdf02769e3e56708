"""Cloud app control rules: one list, and one order, per type."""

from expect import fields, named, names, ok, refused, same, status

APPS = "zia/cloud-app-control-rule"
TYPE, OTHER = "STREAMING_MEDIA", "INSTANT_MESSAGING"
BLOCK = ["BLOCK_STREAMING_UPLOAD"]


def run(report, tenant):
    check, api, zia = report.check, tenant.zia.cloudappcontrol, tenant.zia

    def orders(kind=TYPE):
        """Name to order number."""
        return {rule.name: rule.order for rule in ok(api.list_rules(kind))}

    def add(name, order, kind=TYPE, **more):
        return api.add_rule(kind, name=name, order=order, rank=7, enabled=True, **{"actions": BLOCK, **more})

    def resend(rule, **changes):
        """What a complete update sends: the client leaves it to its caller."""
        sent = {"name": rule.name, "order": rule.order, "rank": rule.rank, "state": rule.state, "actions": rule.actions}
        return api.update_rule(rule.type, rule.id, **{**sent, **changes})

    label = named(ok(zia.rule_labels.list_labels()), "temporary")
    group = named(ok(zia.user_management.list_groups()), "Finance")

    with check(APPS, "a create says its type in the path; the list shows what was sent, with names"):
        sent = ["ALLOW_STREAMING_VIEW_LISTEN", "BLOCK_STREAMING_UPLOAD"]
        answer = add("Conformance A", 1, actions=sent, applications=["YOUTUBE"], groups=[group.id], labels=[label.id])
        same(status(answer), 200, "status")
        rule = named(ok(api.list_rules(TYPE)), "Conformance A")
        fields(rule, type=TYPE, order=1, rank=7, state="ENABLED", actions=sent, applications=["YOUTUBE"])
        fields(rule, cascading_enabled=False, eun_enabled=False, eun_template_id=0, predefined=False)
        same((names(rule.groups), names(rule.labels)), (["Finance"], ["temporary"]), "references")

    with check(APPS, "the single read equals the listed one"):
        single = ok(api.get_rule(TYPE, rule.id))
        fields(single, name="Conformance A", type=TYPE, order=1, actions=sent)

    with check(APPS, "each type numbers its rules for itself"):
        ok(add("Conformance B", 1))
        ok(add("Conformance C", 1, OTHER, actions=["BLOCK_CHAT"]))
        same(orders(), {"Conformance B": 1, "Conformance A": 2}, "orders")
        same(orders(OTHER), {"Conformance C": 1}, "orders of the other type")
        refused(add("Conformance D", 3, OTHER), 400, "INVALID_INPUT_ARGUMENT", "order 3")

    with check(APPS, "a name may stand in two types once each"):
        ok(add("Conformance A", 1, OTHER, actions=["BLOCK_CHAT"]))
        refused(add("Conformance A", 1), 400, "DUPLICATE_ITEM")

    with check(APPS, "an update moves the rule within its type, and resets what it leaves out"):
        ok(resend(named(ok(api.list_rules(TYPE)), "Conformance A"), order=1, actions=BLOCK))
        same(orders(), {"Conformance A": 1, "Conformance B": 2}, "orders")
        fields(ok(api.get_rule(TYPE, rule.id)), actions=BLOCK, applications=[], groups=[], labels=[])

    with check(APPS, "name and actions are required, also by an update"):
        refused(api.add_rule(TYPE, name="x", order=1), 400, "INVALID_INPUT_ARGUMENT", "actions")
        refused(api.update_rule(TYPE, rule.id, order=1, actions=BLOCK), 400, "INVALID_INPUT_ARGUMENT", "name")

    with check(APPS, "below another type there is no such rule"):
        refused(api.get_rule(OTHER, rule.id), 404, "RESOURCE_NOT_FOUND")
        refused(api.delete_rule(OTHER, rule.id), 404, "RESOURCE_NOT_FOUND")

    with check(APPS, "a delete answers 204 and closes the gap in its own type"):
        same(status(api.delete_rule(TYPE, rule.id)), 204, "status")
        same(orders(), {"Conformance B": 1}, "orders")
        same(orders(OTHER), {"Conformance A": 1, "Conformance C": 2}, "orders of the other type")
