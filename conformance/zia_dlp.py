"""DLP dictionaries, engines and web rules."""

from expect import fields, ok, refused, same, status, true

DICTIONARY = "zia/dlp-dictionary"
ENGINE = "zia/dlp-engine"
RULE = "zia/dlp-web-rule"
ANY = "MATCH_ANY_CUSTOM_PHRASE_PATTERN_DICTIONARY"


def run(report, tenant):
    dictionaries(report, tenant)
    engines(report, tenant)
    rules(report, tenant)


def body(answer):
    ok(answer)
    return answer[1].get_body()


def dictionaries(report, tenant):
    check, api = report.check, tenant.zia.dlp_dictionary

    with check(DICTIONARY, "lists predefined ones by their tag beside the tenant's own"):
        rows = body(api.list_dicts())
        tagged = next(row for row in rows if row["name"] == "NHS_LEAKAGE")
        same((tagged["custom"], tagged["nameL10nTag"]), (False, True), "flags")
        own = next(row for row in rows if row["name"] == "Project codenames")
        same((own["custom"], own["proximity"], own["exactDataMatchDetails"]), (True, 0, []), "own")

    with check(DICTIONARY, "is created with phrases and patterns, answered whole"):
        created = body(
            api.add_dict(
                name="conformance",
                dictionary_type="PATTERNS_AND_PHRASES",
                custom_phrase_match_type=ANY,
                phrases=[("PHRASE_COUNT_TYPE_ALL", "Bluebird")],
                patterns=[("PATTERN_COUNT_TYPE_UNIQUE", "PRJ-[0-9]{4}")],
            )
        )
        same((created["custom"], created["phrases"][0]["phrase"]), (True, "Bluebird"), "answer")

    with check(DICTIONARY, "a phrase is counted once or every time, in the service's own words"):
        answer = api.add_dict("odd", ANY, "PATTERNS_AND_PHRASES", phrases=[("all", "Bluebird")])
        refused(answer, 400, "INVALID_INPUT_ARGUMENT")

    with check(DICTIONARY, "an update replaces: the patterns left out are gone"):
        changed = body(
            api.update_dict(
                created["id"],
                name="conformance 2",
                dictionary_type="PATTERNS_AND_PHRASES",
                custom_phrase_match_type=ANY,
                phrases=[("PHRASE_COUNT_TYPE_ALL", "Redstart")],
            )
        )
        same((changed["name"], changed["patterns"]), ("conformance 2", []), "answer")

    with check(DICTIONARY, "a delete answers 204, and one of the service's own stays"):
        same(status(api.delete_dict(created["id"])), 204, "status")
        refused(api.delete_dict(tagged["id"]), 400, "INVALID_INPUT_ARGUMENT", "predefined")


def engines(report, tenant):
    check, api = report.check, tenant.zia.dlp_engine

    with check(ENGINE, "lists predefined ones with a tag and without a name"):
        rows = body(api.list_dlp_engines())
        pci = next(row for row in rows if row.get("predefinedEngineName") == "PCI")
        true("name" not in pci and pci["customDlpEngine"] is False, "predefined")

    with check(ENGINE, "is created, its formula verbatim"):
        formula = "((D60.S > 1) AND (D62.S > 5))"
        created = ok(api.add_dlp_engine(name="conformance", engine_expression=formula, custom_dlp_engine=True))
        fields(created, name="conformance", engine_expression=formula)

    with check(ENGINE, "an update replaces it"):
        changed = ok(
            api.update_dlp_engine(
                created.id, name="conformance", engine_expression="(D60.S > 2)", custom_dlp_engine=True
            )
        )
        fields(changed, engine_expression="(D60.S > 2)", description=None)

    with check(ENGINE, "a delete answers 204"):
        same(status(api.delete_dlp_engine(created.id)), 204, "status")


def rules(report, tenant):
    check, api = report.check, tenant.zia.dlp_web_rules

    with check(RULE, "lists rules with engines named, rank 0 and empty lists, and no exceptions"):
        rows = body(api.list_rules())
        rule = next(row for row in rows if row["name"] == "Codenames stay inside")
        same((rule["rank"], rule["fileTypes"], rule["cloudApplications"]), (0, [], []), "defaults")
        same(rule["dlpEngines"][0]["name"], "Codenames", "engine")
        true("subRules" not in rule, "exceptions are listed")

    with check(RULE, "the single read shows the exceptions"):
        same(body(api.get_rule(rule["id"]))["subRules"], [], "subRules")

    with check(RULE, "is created at its order; the rank sent reads 0"):
        created = ok(
            api.add_rule(
                name="conformance",
                action="BLOCK",
                state="ENABLED",
                order=1,
                rank=7,
                severity="RULE_SEVERITY_HIGH",
                protocols=["FTP_RULE", "HTTPS_RULE", "HTTP_RULE"],
                cloud_applications=["WINDOWS_LIVE_HOTMAIL"],
                user_risk_score_levels=["HIGH", "CRITICAL"],
            )
        )
        row = next(one for one in body(api.list_rules()) if one["name"] == "conformance")
        same((row["order"], row["rank"], row["severity"]), (1, 0, "RULE_SEVERITY_HIGH"), "row")

    with check(RULE, "an update replaces it"):
        ok(
            api.update_rule(
                created.id, name="conformance", action="ALLOW", order=1, rank=7, protocols=["HTTPS_RULE"], state="ENABLED"
            )
        )
        row = next(one for one in body(api.list_rules()) if one["name"] == "conformance")
        same((row["action"], row["severity"], "userRiskScoreLevels" in row), ("ALLOW", "RULE_SEVERITY_INFO", False), "row")

    with check(RULE, "a delete answers 204"):
        same(status(api.delete_rule(created.id)), 204, "status")
