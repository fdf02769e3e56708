import { lookup } from "../lookup.ts";

export const machineGroup = lookup("zpa/machine-group", "machineGroup", { always: { enabled: true } });
