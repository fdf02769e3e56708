"""Counts what was checked, prints it, and writes docs/conformance.md."""

import time
import traceback
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Entry:
    area: str
    sentence: str
    outcome: str  # passed | failed | limit
    complaint: str = ""
    reason: str = ""
    evidence: str = ""


@dataclass
class Report:
    entries: list = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    @contextmanager
    def check(self, area, sentence):
        """One sentence about the API that the client's own answers have to bear out."""
        try:
            yield
            self.entries.append(Entry(area, sentence, "passed"))
        except Exception as error:
            self.entries.append(Entry(area, sentence, "failed", explain(error)))

    @contextmanager
    def limit(self, area, sentence, reason, evidence):
        """Something the client cannot do against the real API either. The body shows that it still cannot; if it
        suddenly can, the entry is out of date and fails. A limit is never counted as passed."""
        try:
            yield
            self.entries.append(Entry(area, sentence, "limit", reason=reason, evidence=evidence))
        except Exception as error:
            complaint = f"the limit no longer shows: {explain(error)}"
            self.entries.append(Entry(area, sentence, "failed", complaint, reason, evidence))

    def of(self, outcome):
        return [entry for entry in self.entries if entry.outcome == outcome]

    def areas(self):
        return list(dict.fromkeys(entry.area for entry in self.entries))

    def print(self, version):
        width = max(len(area) for area in self.areas())
        print(f"\nzscaler-sdk-python {version} against the sandbox\n")
        print(f"{'':{width}}  passed  failed  limits")
        for area in self.areas():
            counts = [
                sum(e.area == area and e.outcome == o for e in self.entries) for o in ("passed", "failed", "limit")
            ]
            print(f"{area:{width}}  " + "  ".join(f"{count or '-':>6}" for count in counts))
        if self.of("limit"):
            print("\nKnown client limits (the client cannot do this against the real API either):")
            for entry in self.of("limit"):
                print(f"  {entry.area}: {entry.sentence}\n    {entry.reason} [{entry.evidence}]")
        for entry in self.of("failed"):
            print(f"\nFAILED {entry.area}: {entry.sentence}\n    {entry.complaint}")
        passed, failed = len(self.of("passed")), len(self.of("failed"))
        print(f"\n{len(self.of('limit'))} known client limits, {time.monotonic() - self.started:.1f} s")
        print(f"{passed} passed, {failed} failed")
        return failed == 0

    def markdown(self, version):
        lines = [
            "<!-- Written by `npm run conformance`. -->",
            "# Conformance",
            "",
            f"The vendor's own Python client, `zscaler-sdk-python` {version} from PyPI, unmodified, works against the",
            "embedded tenant. Only its HTTP sessions are pointed elsewhere: what it addresses to",
            "`https://acme.zslogin.net` and `https://api.zsapi.net` reaches the sandbox (`conformance/transport.py`).",
            "",
            "`npm run conformance` needs Node and Python 3.10 or newer with `venv` or `pip`; it installs the client",
            "into `.venv/`. Each sentence below is one check on values the client returned.",
            "",
            "## What was checked",
        ]
        for area in self.areas():
            entries = [entry for entry in self.entries if entry.area == area and entry.outcome != "limit"]
            if not entries:
                continue
            lines += ["", f"### {area}", ""]
            lines += [f"- {'**failed** ' if entry.outcome == 'failed' else ''}{entry.sentence}" for entry in entries]
        lines += [
            "",
            "## Known client limits",
            "",
            "What this version of the client cannot do against the real API either. Not counted as passed; each run",
            "shows that it is still so.",
            "",
            "| area | limit | why | evidence |",
            "|---|---|---|---|",
        ]
        cell = lambda text: text.replace("|", "\\|")
        lines += [
            f"| {e.area} | {cell(e.sentence)} | {cell(e.reason)} | {cell(e.evidence)} |" for e in self.of("limit")
        ]
        return "\n".join(lines) + "\n"


def explain(error):
    """The message, and the line of the check that was not met."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/conformance/" in f.filename]
    place = next((f for f in reversed(frames) if not f.filename.endswith(("report.py", "expect.py"))), None)
    where = f"{place.filename.rsplit('/', 1)[-1]}:{place.lineno} `{place.line}`" if place else ""
    return f"{type(error).__name__}: {error} {where}".strip()
