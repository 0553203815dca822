import type {
  AlgorithmAnswer,
  ChallengeAnswer,
  CommandAnswer,
  StartAnswer,
} from '../../../contracts/login-messages.ts';
import type { Alike } from '../../../domain/chat-alike.ts';
import type { LoginView } from '../../../domain/login-view.ts';
import type { Role } from '../../access/roles.ts';
import { isView } from '../../read-view.ts';
import type { ProblemCode } from '../problem-code.ts';

/** What the console answers, told by the parts that a page cannot do without: it was made by the same release. */
export type Problem = { title: string; detail: string; code: ProblemCode };
export type Me = { userId: number; role: Role; csrf: string; scope: 'signIn' | 'answer' };
export type Opened = Me & { numberId?: string };
export type Login = { view: LoginView; updatedAtMs: number };
export type KnownLogin = Login & { change: number };
/** Written by another version of Latchkey. */
export type UnreadableLogin = {
  numberId: string;
  loginId: string;
  label: string;
  phoneTail: string;
  ended: boolean;
  updatedAtMs: number;
};
export type LoginList = { logins: Login[]; unreadable: UnreadableLogin[]; total: number; change: number };
export type EnrolledNumber = {
  numberId: string;
  label: string;
  owner: string;
  phoneTail: string;
  enrolledBy: string;
  enrolledAtMs: number;
  sessionsKept: number;
  sendsUsed: number;
  sendsPerDay: number;
};
export type AuditRow = {
  atMs: number;
  actor: string;
  act: string;
  detail?: string;
  numberId?: string;
  label?: string;
  phoneTail?: string;
};

/** Where many starts bring no code. */
export type Doubt = { alike?: Alike };

export const isDoubt = (content: unknown): content is Doubt => typeof content === 'object' && content !== null;
export const isProblem = (content: unknown): content is Problem => has(content, 'code') && has(content, 'title');
export const isMe = (content: unknown): content is Me => has(content, 'csrf');
export const isOpened = (content: unknown): content is Opened => isMe(content);
export const isLogin = (content: unknown): content is Login => hasView(content) && has(content, 'updatedAtMs');
export const isKnownLogin = (content: unknown): content is KnownLogin => isLogin(content) && has(content, 'change');
export const isUnreadable = (content: unknown): content is UnreadableLogin => has(content, 'phoneTail');
export const isLoginList = (content: unknown): content is LoginList =>
  hasArray(content, 'logins') && hasArray(content, 'unreadable');
export const isStarted = (content: unknown): content is StartAnswer => hasView(content) && has(content, 'joined');
export const isAnswer = (content: unknown): content is CommandAnswer => hasView(content);
export const isChallenge = (content: unknown): content is ChallengeAnswer => hasView(content);
export const isAlgorithm = (content: unknown): content is AlgorithmAnswer => hasView(content);
export const isNumbers = (content: unknown): content is { numbers: EnrolledNumber[] } => hasArray(content, 'numbers');
export const isAudit = (content: unknown): content is { rows: AuditRow[] } => hasArray(content, 'rows');
export const isEmpty = (content: unknown): content is null => content === null;

function has<Name extends string>(content: unknown, name: Name): content is Record<Name, unknown> {
  return typeof content === 'object' && content !== null && name in content;
}

function hasArray(content: unknown, name: string): boolean {
  return has(content, name) && Array.isArray(content[name]);
}

function hasView(content: unknown): boolean {
  return has(content, 'view') && isView(content.view);
}
