"""Settings of which a tenant has one: security lists, exempted URLs, threats and malware."""

from expect import ok, refused, same, same_set, status, true

ALLOW = "zia/security-allowlist"
DENY = "zia/security-denylist"
EXEMPT = "zia/auth-exempted-urls"
EXCEPTIONS = "zia/security-exceptions"
MALICIOUS = "zia/malicious-urls"
THREATS = "zia/advanced-threat-settings"


def run(report, tenant):
    security_lists(report, tenant)
    exempted_urls(report, tenant)
    threat_lists(report, tenant)
    threats(report, tenant)
    malware(report, tenant)


def security_lists(report, tenant):
    check, api = report.check, tenant.zia.security_policy_settings

    with check(ALLOW, "a replacement is the whole list, and an empty one reads as no key at all"):
        ok(api.replace_whitelist([".a.example", "b.example/path"]))
        same_set(ok(api.get_whitelist()).whitelist_urls, [".a.example", "b.example/path"], "allowlist")
        ok(api.erase_whitelist())
        same(api.get_whitelist()[1].get_body(), {}, "body of the empty allowlist")

    with check(ALLOW, "256 entries are one too many"):
        refused(api.replace_whitelist([f"h{n}.example" for n in range(256)]), 400, "INVALID_INPUT_ARGUMENT")

    with check(DENY, "entries come and go, and an empty denylist reads as an empty list"):
        ok(api.replace_blacklist(["a.example", "b.example"]))
        ok(api.add_urls_to_blacklist(["c.example"]))
        ok(api.delete_urls_from_blacklist(["a.example"]))
        same_set(ok(api.get_blacklist()).blacklist_urls, ["b.example", "c.example"], "denylist")
        ok(api.erase_blacklist())
        same(api.get_blacklist()[1].get_body(), {"blacklistUrls": []}, "body of the empty denylist")


def exempted_urls(report, tenant):
    check, api = report.check, tenant.zia.authentication_settings

    with check(EXEMPT, "entries come and go by two calls; there is no third that replaces them"):
        before = ok(api.get_exempted_urls())
        true(before, "the seed has some")
        same_set(ok(api.add_urls_to_exempt_list(["x.example", "y.example"])), [*before, "x.example", "y.example"], "urls")
        same_set(ok(api.delete_urls_from_exempt_list(["x.example"])), [*before, "y.example"], "urls")
        same_set(ok(api.delete_urls_from_exempt_list([])), [*before, "y.example"], "urls")


def threat_lists(report, tenant):
    check, api = report.check, tenant.zia.atp_policy

    with check(EXCEPTIONS, "a PUT replaces the list"):
        same_set(ok(api.update_atp_security_exceptions(["a.example", "b.example"])), ["a.example", "b.example"], "answer")
        ok(api.update_atp_security_exceptions(["b.example"]))
        same(ok(api.get_atp_security_exceptions()), ["b.example"], "list")

    with check(MALICIOUS, "entries come and go by PUT with an action"):
        before = ok(api.get_atp_malicious_urls())
        same_set(ok(api.add_atp_malicious_urls(["bad.example"])), [*before, "bad.example"], "urls")
        same_set(ok(api.delete_atp_malicious_urls(["bad.example"])), before, "urls")


def threats(report, tenant):
    check, api = report.check, tenant.zia.atp_policy

    with check(THREATS, "the settings of the tenant are one object without an id"):
        settings, response, _ = api.get_atp_settings()
        same(settings.risk_tolerance, 40, "risk tolerance")
        true("id" not in response.get_body(), "it has an id")
        true("blockedCountries" in response.get_body(), "the seed blocks a country")

    with check(THREATS, "an update replaces: a switch that is left out is off, and no country is blocked"):
        settings, response, error = api.update_atp_settings(risk_tolerance=50, tor_blocked=True)
        same((settings.risk_tolerance, settings.tor_blocked, settings.anonymizer_blocked), (50, True, False), "answer")
        body = api.get_atp_settings()[1].get_body()
        same((body["torBlocked"], body["anonymizerBlocked"], "blockedCountries" in body), (True, False, False), "body")

    with check(THREATS, "an unknown key is an unreadable body: 400 without a code"):
        refused(api.update_atp_settings(colour="red"), 400, None, "Request body is invalid.")


def malware(report, tenant):
    check, api = report.check, tenant.zia.malware_protection_policy

    with check("zia/malware-policy", "is read and replaced"):
        ok(api.update_atp_malware_policy(block_unscannable_files=True, block_password_protected_archive_files=False))
        expected = {"block_unscannable_files": True, "block_password_protected_archive_files": False}
        same(ok(api.get_atp_malware_policy()), expected, "policy")

    with check("zia/malware-inspection", "is read and replaced"):
        ok(api.update_atp_malware_inspection(inspect_inbound=False, inspect_outbound=True))
        same(ok(api.get_atp_malware_inspection()), {"inspect_inbound": False, "inspect_outbound": True}, "inspection")

    with check("zia/malware-protocols", "is read and replaced"):
        ok(api.update_atp_malware_protocols(inspect_http=True, inspect_ftp_over_http=False, inspect_ftp=True))
        expected = {"inspect_http": True, "inspect_ftp_over_http": False, "inspect_ftp": True}
        same(ok(api.get_atp_malware_protocols()), expected, "protocols")

    with check("zia/malware-settings", "is read and replaced"):
        settings = ok(api.get_malware_settings())
        true(settings.virus_blocked and settings.worm_blocked, "the seed blocks viruses and worms")
        settings.virus_blocked, settings.virus_capture = False, True
        answer = ok(api.update_malware_settings(settings))
        same((answer.virus_blocked, answer.virus_capture, answer.worm_blocked), (False, True, True), "answer")
