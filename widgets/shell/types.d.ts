// The shapes that cross from page to worker and back. The Python half is `widgets/protocol.py`.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface WidgetEvent {
  element: { tag: string; id: string; attributes: Record<string, string> };
  name: string;
  /** Milliseconds since the epoch, by `clock.js`. */
  at: number;
  value: Json;
  /** Minutes east of UTC of the reader's clock at `at`. */
  zone: number;
}

/** What an effect tells the element that asked for it. */
export interface Answer {
  name: string;
  value: Json;
}

/** Milliseconds after the cue, and a text for the device's voice; or a sprite, where a clip of it begins, and its length. */
export type Said = [number, string] | [number, string, number, number];

export interface Cue {
  at: number;
  tone?: string;
  speak?: string;
  /** The same as it is recorded. */
  said?: Said[];
  vibrate?: number[];
}

/** One exercise of a score, as lock screens and headsets show it. */
export interface Part {
  at: number;
  title: string;
  about: string;
}

/** How cues are to sound: a score's `sound`. */
export interface Sound {
  /** Loud beeps; else soft ones. */
  strong: boolean;
  /** A flash of the screen with each tone. */
  flash: boolean;
  /** As one sound file that goes on while the screen is locked. */
  listen: boolean;
  /** Be heard while the ring switch is on silent. */
  silent_switch: boolean;
  voice_name: string | null;
  /** Whether the recorded voice speaks, else the device's; null for what is usual here. */
  recorded: boolean | null;
}

/** What an element that sounds tells of, in `voices`. */
export type DeviceVoice = {
  name: string;
  lang: string;
  /** In words. */
  language: string;
};

export interface Effect {
  kind: string;
  [field: string]: unknown;
}

export interface Update {
  html: Record<string, string>;
  /** Of elements of which only parts changed: each part's HTML by the part's name. */
  parts: Record<string, Record<string, string>>;
  effects: Record<string, Effect[]>;
  wake_at: number | null;
  /** Events that a widget did not accept; `reason` is for developers. */
  refused: { id: string; name: string; reason: string }[];
}

/** How the page's time runs; see `clock.js`. */
export interface ClockSettings {
  speed: number;
  /** The real time, in milliseconds since the epoch, at which page time and real time are equal. */
  anchor: number;
  /** How many milliseconds the page is ahead of the device's clock; less than 0 where it is behind. */
  apart: number;
}

export interface Start {
  kind: "start";
  mode: "snapshot" | "stock";
  /** Address of the runtime's folder, with the slash at its end. */
  runtime: string;
  /** The runtime's name, which its snapshot must carry. */
  name: string;
  /** Address of the catalog as widgets read it. */
  catalog: string;
  clock: ClockSettings;
}

/** Page to worker. `events` is JSON text: a list of `WidgetEvent`. `library` is one that Python asked the page for. */
export type ToWorker =
  | Start
  | { kind: "events"; events: string }
  /** The page's clock has gone forward at once, by so many real milliseconds. */
  | { kind: "shift"; by: number }
  | { kind: "library"; library: string; wheel: ArrayBuffer };

/** Worker to page. `update` is JSON text: an `Update`. */
export type FromWorker =
  | { kind: "progress" }
  /** `fetched`: the addresses of all that the worker has fetched. */
  | { kind: "ready"; fetched: string[] }
  | { kind: "update"; update: string }
  | { kind: "failed"; reason: string };

declare global {
  /** Set before the shell loads, by tests only: `{speed: 20}` makes a minute pass in three seconds. */
  // eslint-disable-next-line no-var
  var neutralSpineClock: { speed?: number; now?: () => number } | undefined;
  interface Navigator {
    audioSession?: { type: string };
    connection?: { saveData?: boolean; effectiveType?: string };
  }
}
