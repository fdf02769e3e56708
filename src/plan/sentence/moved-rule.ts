import { criteriaIn } from "../../kinds/criteria.ts";
import { meaningOf } from "../../kinds/meaning.ts";
import type { Specs } from "../../kinds/specs.ts";
import type { Ordered } from "../ordered.ts";
import { turnOf, type Wordings } from "./clause.ts";
import { endsOf } from "./ends.ts";
import { nameText } from "./names.ts";
import type { Surroundings } from "./surroundings.ts";
import { turnText } from "./whole-rule.ts";

/** More rules than these are counted. */
const most = 2;

const quotedList = (names: readonly string[]): string => {
  const shown = names.slice(0, most).map((name) => `"${nameText(name)}"`);
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(" and ");
};

/** Rules in force that the moved one passes and that decide otherwise, in the order of the list. */
const passedBy = ({ domain, view }: Ordered, key: string, specs: Specs): readonly string[] => {
  const own = meaningOf(domain.kind, domain.judged.get(key)!.draft.after).direction;
  const live = new Map(domain.listing.objects.map((object) => [object.id, object]));
  return view.passed(key).filter((other) => {
    const object = live.get(other);
    const spec = domain.judged.get(other)?.draft.after ?? (object === undefined ? {} : specs.of(domain.kind, object));
    const { on, direction } = meaningOf(domain.kind, spec);
    return on && direction !== own;
  });
};

/** A rule that takes another place among rules that decide otherwise, told as the judgement of the move has it. */
export const movedWordings = (
  ordered: Ordered,
  key: string,
  opens: boolean,
  specs: Specs,
  around: Surroundings,
): Wordings | undefined => {
  const { domain, view, names } = ordered;
  const draft = domain.judged.get(key)?.draft;
  // Who may reach what is decided elsewhere.
  if (domain.kind.rule?.handling) return undefined;
  const criteria = draft === undefined ? undefined : criteriaIn(domain.kind, draft.after);
  if (draft === undefined || criteria === undefined) return undefined;
  const isBlock = meaningOf(domain.kind, draft.after).direction === "block";
  const isUp = opens !== isBlock;
  const at = view.after.indexOf(key);
  const passed = passedBy(ordered, key, specs).filter((other) => at < view.after.indexOf(other) === isUp);
  if (passed.length === 0) return undefined;
  const head = `the rule now stands ${isUp ? "above" : "below"} ${quotedList(passed.map(names.nameOf))}`;
  const turn = turnOf(isBlock ? "block" : "allow", isUp);
  const decide = isBlock ? "allow" : "block";
  const ending = isUp ? "" : `, as far as ${passed.length === 1 ? `that one ${decide}s` : `those ${decide}`} it`;
  return {
    opens,
    wordings: [(room) => `${head}, so ${turnText(endsOf(criteria, room, "after", around), turn)}${ending}`],
  };
};
