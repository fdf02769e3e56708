import type { Kind } from "../kinds/kind.ts";
import { type Fate, type Fates, fatesOf, type Parting, partingOf } from "./fates.ts";
import type { Check, Finding } from "./finding.ts";
import { andMore, byKey, collectMeetings, type Meeting } from "./meetings.ts";
import { heldBy, type PolicyObject } from "./policy.ts";
import { urlKey, widerKeys } from "./urls.ts";

/** Where one URL stands. */
interface Listed {
  readonly object: PolicyObject;
  readonly written: string;
  readonly path: readonly (string | number)[];
  /** The URL keeps what else it belongs to. */
  readonly keepsOthers: boolean;
}

type Urls = ReadonlyMap<string, readonly Listed[]>;

const urlsIn = (kind: Kind, objects: readonly PolicyObject[]): Urls => {
  const fields = Object.values(kind.fields).filter(({ lookup }) => lookup !== undefined);
  const urls = new Map<string, Listed[]>();
  for (const object of objects) {
    for (const field of fields) {
      for (const [index, written] of (heldBy(object, field) as readonly string[]).entries()) {
        const listed = { object, written, path: [field.name, index], keepsOthers: field.lookup === "besides" };
        const key = urlKey(written);
        const known = urls.get(key);
        if (known === undefined) urls.set(key, [listed]);
        else known.push(listed);
      }
    }
  }
  return byKey(urls);
};

/** Two entries of different objects, the more specific one first, or the later one where they are the same. */
interface Clash {
  readonly narrow: Listed;
  readonly wide: Listed;
}

const isOf = (objects: readonly Listed[], { object }: Listed): boolean => objects.some((one) => one.object === object);

/** A wider entry counts only where no entry of the same object stands between: that one would count instead. */
const clashesOf = (key: string, listed: readonly Listed[], urls: Urls): readonly Clash[] => {
  const next = widerKeys(key).find((one) => urls.has(one));
  const around = next === undefined ? [] : urls.get(next)!;
  const overrides = listed
    .filter((narrow) => !narrow.keepsOthers && !isOf(around, narrow))
    .flatMap((narrow) => around.filter((wide) => !isOf(listed, wide)).map((wide) => ({ narrow, wide })));
  // Who lists a URL beside its own wildcard wants it in both.
  const alone = listed.filter((one) => !isOf(around, one));
  const twins = alone.flatMap((narrow, index) =>
    alone.slice(0, index).flatMap((wide) => (wide.object === narrow.object ? [] : [{ narrow, wide }])),
  );
  return [...overrides, ...twins];
};

interface Told extends Clash {
  readonly parting: Parting;
}

const isSame = ({ narrow, wide }: Clash): boolean => urlKey(narrow.written) === urlKey(wide.written);

/** The same URL in two objects makes it belong to both: then only rules can disagree. */
const isWorthTelling = (clash: Clash, { one, other }: Parting): boolean =>
  !isSame(clash) || (one !== undefined && other !== undefined);

const clashesIn = (urls: Urls, fates: Fates): readonly Meeting<PolicyObject, Told>[] => {
  const found = collectMeetings<PolicyObject, Told>();
  for (const [key, listed] of urls) {
    for (const clash of clashesOf(key, listed, urls)) {
      const [narrow, wide] = [clash.narrow.object, clash.wide.object];
      if (!narrow.managed && !wide.managed) continue;
      const parting = partingOf(fates, narrow, wide);
      if (parting === undefined || !isWorthTelling(clash, parting)) continue;
      found.add(narrow, wide, { ...clash, parting });
    }
  }
  return found.all();
};

const says = (object: PolicyObject, fate: Fate | undefined): string =>
  fate === undefined
    ? `no rule names "${object.name}"`
    : `"${fate.rule.name}" ${fate.direction === "allow" ? "allows" : `${fate.direction}s`} "${object.name}"`;

const findingOf = ({ first, more }: Meeting<PolicyObject, Told>): Finding => {
  const { narrow, wide, parting } = first;
  const fates = `${says(narrow.object, parting.one)}, ${says(wide.object, parting.other)}`;
  const others = andMore(more);
  const places = [narrow, wide].map(({ object, path }) => ({ object, path }));
  return isSame(first)
    ? {
        message: `"${narrow.written}"${others} stands in "${narrow.object.name}" and in "${wide.object.name}": ${fates}; the rule that stands higher decides`,
        hint: "take the URL out of the category it does not belong to",
        places,
      }
    : {
        message: `"${narrow.written}"${others} in "${narrow.object.name}" goes before "${wide.written}" in "${wide.object.name}": ${fates}`,
        hint: `if it shall belong to both, add "${narrow.written}" to "${wide.object.name}" as well; then the order of the rules decides`,
        places,
      };
};

/**
 * URLs that leave a category because another one lists them more exactly: rules that name the wider category do not see
 * them any more. Told only where the rules treat the two categories differently.
 */
export const overriddenUrls: Check = {
  code: "overridden-url",
  find: (policy) =>
    [...policy].flatMap(([kind, objects]) =>
      Object.values(kind.fields).some(({ lookup }) => lookup !== undefined)
        ? clashesIn(urlsIn(kind, objects), fatesOf(kind, policy)).map(findingOf)
        : [],
    ),
};
