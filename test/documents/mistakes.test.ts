import { expect, test } from "vitest";
import { formatDiagnostics } from "../../src/diagnostics/format.ts";
import { load } from "./given.ts";

const web = `kind: zia/url-filtering-rule
resources:
  - name: Block gambling
    action: BLOK
    state: yes
    urlCategory: [GAMBLING]
    groups: Finance
    rank: "7"
    timeQuota: 12 x
    password: hunter2
    lifecycle: {protct: true, unmanaged: [urlCategores]}
  - name: 0123
    protect: true
  - name: block Gambling
    urlCategories: [A, B, A]
---
kind: zpa/idp
resources: []
---
a: &x [*x]
b: !secret 1
`;

const access = `kind: zpa/access-rule
position: {aftr: Block malware}
resources:
  - name: Finance to ERP
    conditions:
      - APP_GRUP: [Finance apps]
      - SCIM_GROUP: [{idp: Okta, grup: Finance}, {idp: Okta}]
    ports: [443, 70000, 80-]
---
kind: url-filtering-rule
resources: []
`;

test("a first attempt with every usual mistake is answered with all of them at once", async () => {
  const { diagnostics } = await load({ "policies/web.yaml": web, "policies/zpa/access.yaml": access });
  const text = formatDiagnostics(diagnostics, { color: false });
  await expect(text).toMatchFileSnapshot(new URL("golden/mistakes.txt", import.meta.url).pathname);
});
