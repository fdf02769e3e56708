"""The sandbox's control plane: what a test has to arrange or look at behind the client's back."""

import json
import time
import urllib.request


class Control:
    def __init__(self, url):
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def _call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._url}/_sandbox/{path}", data, method=method)
        request.add_header("content-type", "application/json")
        with self._opener.open(request, timeout=120) as answer:
            return json.load(answer)

    def reset(self, seed="acme"):
        self._call("POST", "reset", {"seed": seed})

    def settings(self, **changes):
        self._call("PUT", "settings", changes)

    def fault(self, method, path, then, times=1):
        self._call("POST", "faults", {"method": method, "path": path, "skip": 0, "times": times, "then": then})

    def no_faults(self):
        self._call("DELETE", "faults")

    def objects(self, kind, view="staged"):
        return self._call("GET", f"objects?kind={kind}&view={view}")["objects"]

    def add(self, kind, fields, actor="Jana Dorn"):
        return self._call("POST", "objects", {"kind": kind, "object": fields, "actor": actor})["object"]

    def change(self, kind, name, changes, actor="Jana Dorn"):
        return self._call("PATCH", "objects", {"kind": kind, "name": name, "changes": changes, "actor": actor})[
            "object"
        ]

    def forget_requests(self):
        self._call("DELETE", "requests")

    def requests(self, method=None, path=""):
        entries = self._call("GET", "requests")["requests"]
        return [e for e in entries if method in (None, e["method"]) and path in e["path"]]

    def next_second(self):
        """Time stamps have seconds: waits until a change can be told from what was before."""
        time.sleep(1.05 - time.time() % 1)
