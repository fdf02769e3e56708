"""Tokens, and the refusals and waits that all products share."""

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from expect import Unmet, ok, refused, same, true

AREA = "OneAPI"


def key_pair():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return private, public


def raised(run):
    try:
        run()
    except Exception as error:
        return str(error)
    raise Unmet("nothing was raised")


def run(report, tenant):
    check, control = report.check, tenant.control

    with check(AREA, "a client secret buys one token, used for all products"):
        control.forget_requests()
        client = tenant.connect()
        ok(client.zia.rule_labels.list_labels())
        ok(client.zpa.segment_groups.list_groups())
        ok(client.zms.tags.list_tag_namespaces(tenant.customer_id))
        same(len(control.requests("POST", "/oauth2/v1/token")), 1, "token calls")

    with check(AREA, "a wrong client secret is refused with 401 invalid_client"):
        client = tenant.connect(clientSecret="wrong")
        message = raised(client.zia.rule_labels.list_labels)
        true("401" in message and "invalid_client" in message, message)

    with check(AREA, "a private key signs a JWT that buys a token"):
        private, public = key_pair()
        control.settings(publicKey=public)
        client = tenant.connect(clientSecret=None, privateKey=private)
        true(len(ok(client.zia.rule_labels.list_labels())) > 0, "no labels")

    with check(AREA, "a JWT signed with another key is refused"):
        stranger, _public = key_pair()
        message = raised(tenant.connect(clientSecret=None, privateKey=stranger).zia.rule_labels.list_labels)
        true("401" in message, message)
    control.settings(publicKey=None)

    with check(AREA, "`expires_in` is the token's life: an expired one is replaced before the next call"):
        control.settings(tokenLifetime=1)
        client = tenant.connect()
        ok(client.zia.rule_labels.list_labels())
        control.next_second()
        control.next_second()
        control.forget_requests()
        ok(client.zia.rule_labels.list_labels())
        same([entry["status"] for entry in control.requests()], [200, 200], "token and list")
    control.settings(tokenLifetime=86399)
    # The client keeps one token store for the last configuration used: give it back to the shared client.
    tenant.client = tenant.connect()

    with check(AREA, "a token the gateway no longer takes (401) is replaced and the call repeated"):
        refusal = {"status": 401, "body": {"detail": "unauthorized"}, "headers": {"content-type": "application/json"}}
        ok(tenant.zia.rule_labels.list_labels())
        control.fault("GET", "/ruleLabels", refusal)
        control.forget_requests()
        true(len(ok(tenant.zia.rule_labels.list_labels())) > 0, "no labels")
        same([entry["status"] for entry in control.requests(path="/ruleLabels")], [401, 200], "answers")
        same(len(control.requests(path="/oauth2")), 1, "token calls")

    with check(AREA, "another tenant's customer id is refused with 403"):
        client = tenant.connect(customerId="216199999999999990")
        refused(client.zpa.segment_groups.list_groups(), 403, "authz.permission.denied")
    tenant.client = tenant.connect()

    with check(AREA, "answers carry the quota headers the client waits by, and a request id"):
        _labels, response, _error = tenant.zia.rule_labels.list_labels()
        headers = response.get_headers()
        true(headers["x-ratelimit-limit"].startswith("5000"), headers["x-ratelimit-limit"])
        true(0 < int(headers["x-ratelimit-reset"]) <= 60, headers["x-ratelimit-reset"])
        same(len(headers["x-oneapi-request-id"]), 36, "length of the request id")

    with check(AREA, "too many ZIA writes: 429 with `retry-after`, after which the client succeeds"):
        control.settings(rateLimits="published")
        control.forget_requests()
        made = [ok(tenant.zia.rule_labels.add_label(name=f"burst {number}")) for number in (1, 2)]
        answers = [entry["status"] for entry in control.requests("POST", "/ruleLabels")]
        control.settings(rateLimits="off")
        true(429 in answers, f"no 429 among {answers}")
        for label in made:
            ok(tenant.zia.rule_labels.delete_label(label.id))

    with check(AREA, "too many ZPA reads: 429 with `retry-after` in seconds with their unit, understood by the client"):
        control.settings(rateLimits="published")
        control.forget_requests()
        for _number in range(21):
            ok(tenant.zpa.idp.list_idps())
        answers = [entry["status"] for entry in control.requests("GET", "/idp")]
        control.settings(rateLimits="off")
        true(429 in answers, f"no 429 among {answers}")

    with check(
        AREA, "the ZIA edit lock stalls a write, answers 409 EDIT_LOCK_NOT_AVAILABLE, and the client tries again"
    ):
        control.settings(clockRate=60, editLock={"seconds": 100})
        control.forget_requests()
        label = ok(tenant.zia.rule_labels.add_label(name="after the lock"))
        answers = [entry["status"] for entry in control.requests("POST", "/ruleLabels")]
        control.settings(clockRate=1, editLock=False)
        same(answers, [409, 200], "answers")
        ok(tenant.zia.rule_labels.delete_label(label.id))

    with check(AREA, "maintenance mode of ZIA refuses writes with 403 STATE_READONLY and serves reads"):
        control.settings(readOnly=True)
        refused(tenant.zia.rule_labels.add_label(name="too late"), 403, "STATE_READONLY")
        true(len(ok(tenant.zia.rule_labels.list_labels())) > 0, "no labels")
        control.settings(readOnly=False)

    with check(AREA, "an unknown path is a 404 without a body"):
        request, _error = tenant.client.get_request_executor().create_request("GET", "/zia/api/v1/noSuchThing")
        _response, error = tenant.client.get_request_executor().execute(request)
        same(error.status_code, 404, "status")
        same(error.error_code, None, "code")

    with check(AREA, "leaving the client's context does not activate ZIA: OneAPI has no session to end"):
        with tenant.connect() as client:
            label = ok(client.zia.rule_labels.add_label(name="staged only"))
        same(ok(tenant.zia.activate.status()).status, "PENDING", "status")
        ok(tenant.zia.rule_labels.delete_label(label.id))
