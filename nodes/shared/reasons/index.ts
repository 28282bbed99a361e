import { approvalReasons } from './approval';
import { budgetReasons } from './budget';
import { contractReasons } from './contract';
import { costReasons } from './cost';
import { generalReasons } from './general';
import { mappingReasons } from './mapping';
import type { Reason } from './reason';
import { requisitionReasons } from './requisition';
import { vendorReasons } from './vendor';

export type { Party, Reason, ReasonCase, RetryRule } from './reason';

/** Every reason an outcome can carry. `docs/reasons.md` is made from this table. */
export const reasons = {
	...vendorReasons,
	...mappingReasons,
	...contractReasons,
	...requisitionReasons,
	...budgetReasons,
	...costReasons,
	...approvalReasons,
	...generalReasons,
};

/** Whether a reason is about which vendor a supplier is, which a person can decide. */
export const isAboutMatch = (code: string): boolean => Object.hasOwn(vendorReasons, code);

export type ReasonCode = keyof typeof reasons;

/** The cases of a reason that have an advice of their own. */
export type CaseOf<R extends ReasonCode> = (typeof reasons)[R] extends { cases: infer C }
	? Extract<keyof C, string>
	: never;

/** What to do about a reason, or about a case of it. */
export function adviceOf<R extends ReasonCode>(code: R, inCase?: CaseOf<R>): string {
	const { advice, cases = {} }: Reason = reasons[code];
	return (inCase === undefined ? undefined : cases[inCase]?.advice) ?? advice;
}

/** The reason's row; codes nobody knows are treated as `unexpected_error`. */
export function reasonFor(code: string): Reason {
	return Object.hasOwn(reasons, code) ? reasons[code as ReasonCode] : reasons.unexpected_error;
}
