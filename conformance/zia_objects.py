"""Rule labels and URL categories."""

from expect import fields, named, names, ok, refused, same, same_set, status, true

LABEL = "zia/rule-label"
CATEGORY = "zia/url-category"


def run(report, tenant):
    labels(report, tenant)
    categories(report, tenant)


def labels(report, tenant):
    check, api = report.check, tenant.zia.rule_labels

    with check(LABEL, "lists the tenant's labels with description, author and time"):
        plant = named(ok(api.list_labels()), "plant")
        true(plant.description.startswith("Rules for the plant networks"), plant.description)
        true(plant.last_modified_time > 1_500_000_000, "no time")
        true(plant.created_by["name"], "no author")

    with check(LABEL, "counts the rules that carry it"):
        zia = tenant.zia
        rules = ok(zia.url_filtering.list_rules()) + ok(zia.cloud_firewall_rules.list_rules())
        rules += ok(zia.ssl_inspection_rules.list_rules()) + ok(zia.cloudappcontrol.list_rules("WEBMAIL"))
        rules += ok(zia.cloud_firewall_ips.list_rules()) + ok(zia.nat_control_policy.list_rules())
        used = [rule.name for rule in rules if "plant" in names(rule.labels)]
        true(len(used) > 2, "the seed uses the label")
        same(named(ok(api.list_labels()), "plant").referenced_rule_count, len(used), "referencedRuleCount")

    with check(LABEL, "a create answers 200 with the complete object, and the list shows what was sent"):
        answer = api.add_label(name="conformance", description="made by the vendor's client")
        same(status(answer), 200, "status")
        created = ok(answer)
        same(created.referenced_rule_count, 0, "count")
        same(created.created_by["name"], created.last_modified_by["name"], "authors")
        fields(named(ok(api.list_labels()), "conformance"), id=created.id, description="made by the vendor's client")

    with check(LABEL, "the single read equals the listed one"):
        single, listed = ok(api.get_label(created.id)), named(ok(api.list_labels()), "conformance")
        same(single.as_dict(), listed.as_dict(), "label")

    with check(LABEL, "an update replaces: the description left out is gone"):
        fields(ok(api.update_label(created.id, name="conformance 2")), name="conformance 2", description=None)
        fields(ok(api.get_label(created.id)), name="conformance 2", description=None)
        true("conformance" not in names(ok(api.list_labels())), "the old name is still listed")

    with check(LABEL, "`search` narrows the list to the name"):
        same(names(ok(api.list_labels({"search": "conformance 2"}))), ["conformance 2"], "labels")

    with check(LABEL, "a second label of that name is refused with DUPLICATE_ITEM"):
        refused(api.add_label(name="conformance 2"), 400, "DUPLICATE_ITEM")

    with check(LABEL, "a label without a name is refused"):
        refused(api.add_label(description="nameless"), 400, "INVALID_INPUT_ARGUMENT", "name cannot be null")

    with check(LABEL, "an unknown key is an unreadable body: 400 without a code"):
        refused(api.add_label(name="odd", colour="red"), 400, None, "Request body is invalid.")

    with check(LABEL, "a label that rules carry cannot be deleted: RESOURCE_IN_USE"):
        plant = named(ok(api.list_labels()), "plant")
        refused(api.delete_label(plant.id), 409, "RESOURCE_IN_USE", "rule(s)")

    with check(LABEL, "a delete answers 204; the label is gone from the list and from its path"):
        same(status(api.delete_label(created.id)), 204, "status")
        true("conformance 2" not in names(ok(api.list_labels())), "still listed")
        refused(api.get_label(created.id), 404, "RESOURCE_NOT_FOUND")
        refused(api.delete_label(created.id), 404, "RESOURCE_NOT_FOUND")
        refused(api.update_label(created.id, name="gone"), 404, "RESOURCE_NOT_FOUND")


def categories(report, tenant):
    check, api = report.check, tenant.zia.url_categories
    custom = lambda: ok(api.list_categories({"custom_only": True}))

    with check(CATEGORY, "lists predefined and custom categories in one answer, TLD categories only when asked"):
        rows = ok(api.list_categories())
        gambling = next(row for row in rows if row.id == "GAMBLING")
        fields(gambling, custom_category=False, configured_name=None)
        true(named(rows, "Machine vendors", "configured_name").id.startswith("CUSTOM_"), "id")
        true("Risky TLDs" not in names(rows, "configured_name"), "a TLD category is listed")
        tlds = ok(api.list_categories({"type": "TLD_CATEGORY"}))
        same(names(tlds, "configured_name"), ["Risky TLDs"], "TLD categories")
        same_set(tlds[0].urls, [".top", ".zip", ".gq", ".mov"], "urls")

    with check(CATEGORY, "`customOnly` leaves the predefined ones out"):
        true(all(row.custom_category for row in custom()), "a predefined category is listed")

    with check(CATEGORY, "a create answers the complete object, defaults filled in, with the next CUSTOM id"):
        created = ok(
            api.add_url_category(
                configured_name="Conformance sites",
                super_category="USER_DEFINED",
                urls=[".one.example", "two.example/path"],
                db_categorized_urls=["three.example"],
                keywords=["conform"],
                ip_ranges=["198.51.100.0/25"],
                description="made by the vendor's client",
                custom_category=True,
            )
        )
        true(created.id.startswith("CUSTOM_"), created.id)
        fields(created, type="URL_CATEGORY", url_type="EXACT", custom_category=True, editable=True)
        fields(created, custom_urls_count=2, urls_retaining_parent_category_count=1, custom_ip_ranges_count=1)

    with check(CATEGORY, "the list and the single read show what was sent"):
        for row in (named(custom(), "Conformance sites", "configured_name"), ok(api.get_category(created.id))):
            same_set(row.urls, [".one.example", "two.example/path"], "urls")
            same(row.db_categorized_urls, ["three.example"], "dbCategorizedUrls")
            fields(row, keywords=["conform"], ip_ranges=["198.51.100.0/25"], super_category="USER_DEFINED")
            fields(row, description="made by the vendor's client", keywords_retaining_parent_category=[])

    with check(CATEGORY, "a create with customCategory false, the client's default, is custom all the same"):
        other = ok(
            api.add_url_category(configured_name="Default flag", super_category="USER_DEFINED", urls=["f.example"])
        )
        same(ok(api.get_category(other.id)).custom_category, True, "customCategory")
        same(status(api.delete_category(other.id)), 204, "status")

    with check(CATEGORY, "ADD_TO_LIST adds only the URLs sent and keeps keys left out"):
        ok(api.add_urls_to_category(created.id, configured_name="Conformance sites", urls=["four.example"]))
        row = ok(api.get_category(created.id))
        same_set(row.urls, [".one.example", "two.example/path", "four.example"], "urls")
        fields(row, description="made by the vendor's client", super_category="USER_DEFINED", custom_urls_count=3)

    with check(CATEGORY, "REMOVE_FROM_LIST takes only the URLs sent"):
        ok(api.delete_urls_from_category(created.id, configured_name="Conformance sites", urls=[".one.example"]))
        same_set(ok(api.get_category(created.id)).urls, ["two.example/path", "four.example"], "urls")

    with check(CATEGORY, "the generic update with an action does the same"):
        ok(api.update_url_category(created.id, "ADD_TO_LIST", configured_name="Conformance sites", urls=["5.example"]))
        same_set(ok(api.get_category(created.id)).urls, ["two.example/path", "four.example", "5.example"], "urls")

    with check(CATEGORY, "a plain update replaces everything: lists, description and even the super category go"):
        ok(api.update_url_category(created.id, configured_name="Conformance renamed", urls=["six.example"]))
        row = named(custom(), "Conformance renamed", "configured_name")
        fields(row, id=created.id, urls=["six.example"], db_categorized_urls=[], description=None, super_category=None)

    with check(CATEGORY, "a second category of that name is refused with DUPLICATE_ITEM"):
        answer = api.add_url_category(
            configured_name="Conformance renamed", super_category="USER_DEFINED", urls=["x.example"]
        )
        refused(answer, 400, "DUPLICATE_ITEM")

    with check(CATEGORY, "URLs can be added to a predefined category and taken out again"):
        ok(api.update_url_category("NUDITY", urls=["seven.example"]))
        same(ok(api.get_category("NUDITY")).urls, ["seven.example"], "urls")
        ok(api.update_url_category("NUDITY", urls=["eight.example"]))
        same_set(ok(api.get_category("NUDITY")).urls, ["seven.example", "eight.example"], "a plain update only adds")
        ok(api.delete_urls_from_category("NUDITY", urls=["seven.example", "eight.example"]))
        same(ok(api.get_category("NUDITY")).urls, [], "urls")

    with check(CATEGORY, "a TLD category is created with its own type"):
        tld = ok(api.add_tld_category("Conformance TLDs", [".conform"]))
        fields(ok(api.get_category(tld.id)), type="TLD_CATEGORY", urls=[".conform"], custom_category=True)
        same(status(api.delete_category(tld.id)), 204, "status")

    with check(CATEGORY, "the quota counts the URLs of all categories"):
        before = api.get_quota()
        ok(api.add_urls_to_category(created.id, configured_name="Conformance renamed", urls=["a.example", "b.example"]))
        after = api.get_quota()
        same(after["uniqueUrlsProvisioned"] - before["uniqueUrlsProvisioned"], 2, "provisioned")
        same(before["remainingUrlsQuota"] - after["remainingUrlsQuota"], 2, "remaining")

    with check(CATEGORY, "a look-up names the categories a host is in"):
        rows, error = api.lookup(["six.example", "nowhere.example"])
        same(error, None, "error")
        found = {row["url"]: row["urlClassifications"] for row in rows}
        same(found, {"six.example": [created.id], "nowhere.example": ["MISCELLANEOUS_OR_UNKNOWN"]}, "classifications")

    with check(CATEGORY, "a category that a rule names cannot be deleted: RESOURCE_IN_USE"):
        used = named(custom(), "Machine vendors", "configured_name")
        refused(api.delete_category(used.id), 409, "RESOURCE_IN_USE")

    with check(CATEGORY, "a predefined category cannot be deleted"):
        answer = api.delete_category("GAMBLING")
        true(answer[2] is not None, "it was deleted")
        same(ok(api.get_category("GAMBLING")).id, "GAMBLING", "id")

    with check(CATEGORY, "a delete answers 204 and the category is gone"):
        same(status(api.delete_category(created.id)), 204, "status")
        true(created.id not in names(custom(), "id"), "still listed")
        refused(api.get_category(created.id), 404, "RESOURCE_NOT_FOUND")

    with check(CATEGORY, "the lite list has ids and names"):
        rows = ok(api.list_categories_lite())
        same(named(rows, "Machine vendors", "configured_name").id, used.id, "id")
