import { lookup } from "../lookup.ts";

export const workloadTagGroup = lookup("zpa/workload-tag-group", "workloadTagGroup", { always: { enabled: true } });
