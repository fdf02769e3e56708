"""Runs every check against the sandbox whose address and credentials are in the environment."""

import os
import sys
from importlib.metadata import version
from pathlib import Path

from control import Control
from report import Report
from transport import point_at

point_at(os.environ["SANDBOX_URL"], os.environ["SANDBOX_VANITY_DOMAIN"])

# Imported after the transport: the client must never see another one.
import oneapi
import referrers
import zia_activation
import zia_lookups
import zia_objects
import zia_rules
import zms_queries
import zpa_lookups
import zpa_objects
import zpa_rules
from tenant import Tenant

areas = [
    oneapi,
    zia_objects,
    zia_rules,
    zia_activation,
    zia_lookups,
    zpa_objects,
    zpa_rules,
    zpa_lookups,
    referrers,
    zms_queries,
]


def main():
    report = Report()
    tenant = Tenant(
        os.environ["SANDBOX_CLIENT_ID"],
        os.environ["SANDBOX_CLIENT_SECRET"],
        os.environ["SANDBOX_VANITY_DOMAIN"],
        os.environ["SANDBOX_CUSTOMER_ID"],
        Control(os.environ["SANDBOX_URL"]),
    )
    for area in areas:
        tenant.control.reset("acme")
        with report.check(area.__name__, "runs to its end"):
            area.run(report, tenant)
        # Only an interrupted area is worth a line.
        if report.entries[-1].outcome == "passed":
            report.entries.pop()
    installed = version("zscaler-sdk-python")
    is_clean = report.print(installed)
    if is_clean:
        Path(os.environ["CONFORMANCE_DOCUMENT"]).write_text(report.markdown(installed), encoding="utf-8")
    return 0 if is_clean else 1


sys.exit(main())
