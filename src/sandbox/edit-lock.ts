import type { Clock } from "./clock.ts";
import type { Settings } from "./settings.ts";

/** ZIA's one tenant-wide configuration lock, taken by somebody else while the setting is on. */
export interface EditLock {
  isLocked(): boolean;
  released(): Promise<void>;
  /** To be called when the setting was changed. */
  settingChanged(settings: Settings): void;
}

export function openEditLock(clock: Clock): EditLock {
  let isLocked = false;
  let release: () => void = () => {};
  let gate = Promise.resolve();
  let turn = 0;
  const unlock = (): void => {
    isLocked = false;
    release();
  };
  return {
    isLocked: () => isLocked,
    released: () => gate,
    settingChanged({ editLock }) {
      turn++;
      unlock();
      const seconds = typeof editLock === "object" ? editLock.seconds : editLock;
      if (seconds === false || seconds === 0) return;
      isLocked = true;
      gate = new Promise((resolve) => {
        release = resolve;
      });
      if (seconds === true) return;
      const mine = turn;
      void clock.wait(seconds * 1000, gate).then(() => {
        if (mine === turn) unlock();
      });
    },
  };
}
