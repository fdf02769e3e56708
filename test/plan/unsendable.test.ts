import { expect, test } from "vitest";
import { openScene } from "../support/scene.ts";

test("a managed group is not updated where the tenant does not return the membership an update has to send", async () => {
  const scene = await openScene({ documents: [], settings: { zmsSchema: "confirmed" } });
  try {
    const [group] = await scene.objects("zms/managed-resource-group");
    scene.write({
      kind: "zms/managed-resource-group",
      resources: [{ name: group?.name, description: "changed in Git" }],
    });
    const { plan } = await scene.plan();
    expect(plan.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["unreadable-field", "warning"]]);
    expect([plan.changes, plan.requests]).toEqual([[], []]);
  } finally {
    await scene.close();
  }
});
