import { analysisCodes, severityWords } from "../diagnostics/severities.ts";
import { products } from "../model/address.ts";

/** A path that cannot leave the repository, whatever system reads it. */
const insidePath = "^(?!/)(?![A-Za-z]:)(?!.*\\\\)(?!(?:.*/)?\\.\\.(?:/|$))(?!\\.?/?$).+$";
const kindName = "^(zms|zpa|zia)/[a-z][a-z0-9-]*$";
const word = "^\\S+$";

const path = (description: string, example: string) => ({
  type: "string",
  pattern: insidePath,
  examples: [example],
  "x-form": "a path below the repository root, with /",
  description,
});

/** JSON Schema of zerodrift.yaml; editors and the program read the same one. */
export const configurationSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "zerodrift configuration",
  description:
    "zerodrift.yaml at the root of a policy repository. Credentials come from the environment, never from here.",
  type: "object",
  additionalProperties: false,
  required: ["tenant"],
  properties: {
    tenant: {
      type: "string",
      pattern: "^\\S(.*\\S)?$",
      maxLength: 100,
      examples: ["acme"],
      description: "What people call the tenant: in comments, issues and environments",
    },
    connection: {
      description: "Where the tenant is; absent: the environment alone decides",
      anyOf: [
        {
          type: "object",
          additionalProperties: false,
          required: ["sandbox"],
          properties: { sandbox: path("State file of the embedded tenant", ".zerodrift/sandbox.json") },
        },
        {
          type: "object",
          additionalProperties: false,
          properties: {
            cloud: { type: "string", pattern: word, examples: ["production"], description: "Cloud of the vendor" },
            vanityDomain: {
              type: "string",
              pattern: "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$",
              examples: ["acme"],
              description: "Vanity domain of the tenant, without the vendor's part",
            },
            customerId: {
              type: "string",
              pattern: "^[0-9]+$",
              examples: ["216196257331281920"],
              description: "Customer id, in quotes: it is longer than a number may be",
            },
          },
        },
      ],
    },
    policies: { ...path("Folder with the policy documents", "policies"), default: "policies" },
    products: {
      type: "array",
      items: { type: "string", enum: products },
      minItems: 1,
      uniqueItems: true,
      default: products,
      description: "Products that are read and written",
    },
    authoritative: {
      type: "array",
      items: { type: "string", pattern: kindName, examples: ["zia/url-category"] },
      uniqueItems: true,
      default: [],
      description: "Kinds of which undeclared objects are drift",
    },
    order: {
      type: "object",
      propertyNames: { pattern: kindName, examples: ["zia/url-filtering-rule"] },
      additionalProperties: {
        type: "array",
        items: path("A file, relative to the policies folder", "zia/baseline.yaml"),
        uniqueItems: true,
      },
      default: {},
      description: "For rule kinds in several files: the files in their order",
    },
    writes: {
      type: "object",
      additionalProperties: false,
      properties: {
        enabled: { type: "boolean", default: false, description: "First step of the opt-in to writing" },
        allow: {
          type: "array",
          items: { type: "string", pattern: "^[^:\\s]+:[^:\\s]+$", examples: ["zia/*:update"] },
          uniqueItems: true,
          default: [],
          description: "Second step: globs over <kind>:<action>",
        },
      },
    },
    guardrails: {
      type: "object",
      additionalProperties: false,
      properties: {
        maxDeletes: { type: "integer", minimum: 0, default: 10, description: "Deletes of one plan that need no word" },
        maxChangePercent: {
          type: "number",
          minimum: 0,
          maximum: 100,
          default: 30,
          description: "Deletes and updates of a kind, in percent of its managed live objects, from 10 objects on",
        },
      },
    },
    analysis: {
      type: "object",
      propertyNames: { enum: analysisCodes },
      additionalProperties: { enum: severityWords },
      default: {},
      description: "How severe the findings of the analysis are, by code; those not named are warnings",
    },
    approvals: {
      type: "object",
      additionalProperties: false,
      properties: {
        required: { type: "integer", minimum: 0, default: 1, description: "Valid approvals a plan needs" },
        teams: {
          type: "array",
          items: { type: "string", pattern: word, examples: ["network-security"] },
          uniqueItems: true,
          default: [],
          description: "Teams of which one member each must approve",
        },
        maxPlanAge: {
          type: "string",
          pattern: "^[1-9][0-9]*[mhd]$",
          default: "7d",
          examples: ["7d"],
          "x-unit": "m, h, d",
          description: "How old a plan may be when it is applied",
        },
      },
    },
  },
} as const;
