import type { Facts } from "../facts.ts";
import { notNeeded, type StepResult } from "../step.ts";

const name = { number: 10, title: "Record" };

/** The record of an apply is opened once everything else holds, so there is nothing to judge. */
export const recordStep = ({ when }: Facts): StepResult =>
  notNeeded(name, when === "before-merge" ? "opened after the merge" : "opened when everything above holds");
