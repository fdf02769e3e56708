import { defineLookup } from "../kind.ts";

export const user = defineLookup({
  name: "zia/user",
  title: "user",
  summary: "A user, by name or mail address.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/users", paging: { style: "until-empty", size: 10000 } },
  // Names of users repeat; the mail address does not. [recorded: both stand in the list]
  names: (wire) => [wire.name, wire.email].filter((name): name is string => typeof name === "string" && name !== ""),
});
