import type { Json, JsonObject } from "../model/json.ts";
import { parseJson } from "./json.ts";

/** What an error body says, whichever of the vendor's envelopes it came in. Not redacted yet. */
export interface VendorFault {
  readonly code?: string;
  readonly message?: string;
}

/**
 * The envelopes on record: gateway `{detail,type,title,status}`, ZIA `{code,message}` with either missing, ZPA
 * `{id,reason}`, others with `errorCode` or `msgId`, OAuth `{error,error_description}`, GraphQL `{errors:[…]}`.
 */
const codeKeys = ["code", "id", "errorCode", "title", "msgId", "error"];
const messageKeys = ["message", "reason", "errorDetails", "errorMessage", "detail", "error_description"];

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function firstText(body: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = body[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number" || typeof value === "bigint") return String(value);
  }
  return undefined;
}

/** GraphQL: `extensions.code` first, because a `classification` of INTERNAL_ERROR also stands beside FORBIDDEN. */
export function foldGraphqlErrors(errors: readonly Json[]): VendorFault {
  const first = errors.find(isObject) ?? {};
  const extensions = isObject(first.extensions) ? first.extensions : {};
  return { code: firstText(extensions, ["code", "classification"]), message: firstText(first, ["message"]) };
}

/** Folds any error body. The content type may lie, so JSON is tried first and text kept otherwise. */
export function foldFault(text: string): VendorFault {
  let body: Json;
  try {
    body = parseJson(text);
  } catch {
    return foldText(text);
  }
  if (!isObject(body)) return typeof body === "string" ? { message: body } : {};
  if (Array.isArray(body.errors) && body.errors.length > 0) return foldGraphqlErrors(body.errors);
  return { code: firstText(body, codeKeys), message: firstText(body, messageKeys) };
}

function foldText(text: string): VendorFault {
  if (!/<html|<!doctype/i.test(text)) return text.trim() === "" ? {} : { message: text.trim() };
  const title = /<title[^>]*>([^<]*)</i.exec(text)?.[1]?.trim();
  return { message: title ? `an HTML page titled "${title}"` : "an HTML page" };
}
