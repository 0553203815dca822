import type { StepKind } from '../../../domain/login-view.ts';
import type { Entity } from '../../../sandbox/bot-api/text/entity.ts';

/** All that the page shows, complete each time. Instants are Unix milliseconds. */
export type PageState = {
  nowMs: number;
  chat: { messages: ChatMessage[]; keys: ChatKey[][]; commands: ChatCommand[] };
  /** Oldest first. */
  accounts: PageAccount[];
  /** The phone of the one that is played: hint, timeline and breakers are about it. */
  shown?: string;
  /** What the next account is called; absent while nobody has begun with the newest. */
  next?: string;
  parts: Record<PartName, PartState>;
  /** The next call's connection is going to be cut. */
  cutting: boolean;
  hint: Hint;
  score: Score;
  /** Nothing can be played any more, and why. */
  trouble?: string;
};

export type ChatMessage = {
  id: number;
  atMs: number;
  mine: boolean;
  text: string;
  entities: Entity[];
  buttons: ChatButton[][];
  edits: number;
  contact?: string;
};
export type ChatButton = { text: string; url?: string; copies?: string; style?: string };
export type ChatKey = { text: string; requestContact: boolean };
export type ChatCommand = { command: string; description: string };

export type PageAccount = {
  label: string;
  phone: string;
  title: string;
  begunAtMs: number;
  /** Empty: it has none. */
  password: string;
  inbox: PhoneItem[];
  timeline: TimelineEntry[];
  step?: StepKind;
};

export type PhoneItem = {
  atMs: number;
  kind: 'app' | 'sms' | 'call' | 'flashCall' | 'missedCall' | 'email' | 'fragment';
  text: string;
  code: string;
};

export type TimelineEntry = {
  id: string;
  atMs: number;
  lane: 'signIn' | 'dataCentre' | 'machine';
  tone: 'plain' | 'waits' | 'good' | 'bad';
  text: string;
  detail?: string;
};

export type PartName = 'worker' | 'temporal' | 'bot' | 'console';
export type PartState = 'starting' | 'up' | 'down';

export type Hint = {
  text: string;
  /** The button that it means. */
  button?: 'killWorker' | 'startAnother';
  /** Written into the chat, or copied, with one press. */
  offer?: { kind: 'say' | 'copy'; text: string };
};

export type Score = {
  signedIn: number;
  codesSent: number;
  askedTwice: number;
  broken: Broken;
};

/** How often. */
export type Broken = { workers: number; temporal: number; connections: number };
