/** JSON as it comes from the API: numbers that a double cannot hold stay exact as bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
