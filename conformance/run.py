"""Runs every check against the sandbox whose address and credentials are in the environment."""

import os
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from control import Control
from report import Report
from transport import point_at

point_at(os.environ["SANDBOX_URL"], os.environ["SANDBOX_VANITY_DOMAIN"])

# Imported after the transport: the client must never see another one.
from tenant import Tenant


def areas(wanted):
    """The wanted modules beside this one, or all that have checks to run, by name."""
    names = wanted or sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path != Path(__file__))
    modules = [import_module(name) for name in names]
    return [module for module in modules if hasattr(module, "run")]


def main(wanted):
    report = Report()
    tenant = Tenant(
        os.environ["SANDBOX_CLIENT_ID"],
        os.environ["SANDBOX_CLIENT_SECRET"],
        os.environ["SANDBOX_VANITY_DOMAIN"],
        os.environ["SANDBOX_CUSTOMER_ID"],
        Control(os.environ["SANDBOX_URL"]),
    )
    for area in areas(wanted):
        tenant.control.reset("acme")
        with report.check(area.__name__, "runs to its end"):
            area.run(report, tenant)
        # Only an interrupted area is worth a line.
        if report.entries[-1].outcome == "passed":
            report.entries.pop()
    installed = version("zscaler-sdk-python")
    is_clean = report.print(installed)
    # The document tells of all areas.
    if is_clean and not wanted:
        Path(os.environ["CONFORMANCE_DOCUMENT"]).write_text(report.markdown(installed), encoding="utf-8")
    return 0 if is_clean else 1


sys.exit(main(sys.argv[1:]))
