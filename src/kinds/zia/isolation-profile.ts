import { defineLookup } from "../kind.ts";

export const isolationProfile = defineLookup({
  name: "zia/isolation-profile",
  title: "isolation profile",
  summary: "How isolated browsing behaves.",
  activation: "staged",
  api: { style: "rest", list: "/zia/api/v1/browserIsolation/profiles", paging: "whole" },
});
