import { lookup, named } from "../lookup.ts";

export const deviceGroup = lookup("zia/device-group", "deviceGroups", "device", { fields: named });
