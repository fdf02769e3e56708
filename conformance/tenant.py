"""A tenant as the vendor's client sees it."""

import logging

from zscaler import ZscalerClient

# The client logs every refused request as an error; refusals are what half of the checks are about.
logging.disable(logging.CRITICAL)


class Tenant:
    def __init__(self, client_id, client_secret, vanity_domain, customer_id, control):
        self.customer_id = customer_id
        self.control = control
        self._config = {
            "clientId": client_id,
            "clientSecret": client_secret,
            "vanityDomain": vanity_domain,
            "customerId": customer_id,
            "cloud": "production",
            "logging": {"enabled": False, "verbose": False},
        }
        self.client = self.connect()

    def connect(self, **changes):
        """A new client; a key given as None is left out."""
        config = {**self._config, **changes}
        return ZscalerClient({key: value for key, value in config.items() if value is not None})

    @property
    def zia(self):
        return self.client.zia

    @property
    def zpa(self):
        return self.client.zpa

    @property
    def zms(self):
        return self.client.zms
