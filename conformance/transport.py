"""Points the HTTP sessions of `requests` at the sandbox. The vendor's client itself is not touched.

The client builds its own URLs for its own hosts (`https://acme.zslogin.net/oauth2/v1/token`,
`https://api.zsapi.net/zia/api/v1/...`). Only below it, where `requests` would open a connection, the two hosts are
replaced by the sandbox's address. Any other host is an error, so no call can leave the machine.
"""

from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter


class SandboxAdapter(HTTPAdapter):
    """Sends what is meant for the vendor's hosts to the sandbox."""

    sandbox = urlsplit("http://127.0.0.1")
    hosts = frozenset()

    def send(self, request, **options):
        vendor_url = request.url
        target = urlsplit(vendor_url)
        if target.scheme != "https" or target.netloc not in self.hosts:
            raise requests.exceptions.InvalidURL(f"the client called {target.scheme}://{target.netloc}")
        request.url = urlunsplit(target._replace(scheme=self.sandbox.scheme, netloc=self.sandbox.netloc))
        # A proxy of the environment must not come between the client and the loopback.
        options["proxies"] = {}
        response = super().send(request, **options)
        request.url = response.url = vendor_url
        return response


def point_at(sandbox_url, vanity_domain):
    """From here on every session that `requests` opens talks to the sandbox."""
    SandboxAdapter.sandbox = urlsplit(sandbox_url)
    SandboxAdapter.hosts = frozenset({f"{vanity_domain}.zslogin.net", "api.zsapi.net"})
    requests.sessions.HTTPAdapter = SandboxAdapter
