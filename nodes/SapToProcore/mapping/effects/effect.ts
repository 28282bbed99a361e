import { negated } from '../../../shared/decimal';
import type { Entity } from '../../../shared/model';
import { totals, type Money } from '../../../shared/money';
import type { BudgetEffect } from './budget';
import { reasonFor } from '../../../shared/reasons';

/**
 * What the next run does with a document because of a change.
 *
 * - `released`: it waited, and is sent
 * - `moved`: it is in Procore, and goes to another cost code or project
 * - `notSent`: the change touches it, and it is not sent all the same
 * - `stopped`: it was sent, and is no longer: it stays in Procore as it is (`to` is `from`), but costs that have no cost code
 *   any more leave it (`to` is null)
 * - `later`: it would be released or moved, but the next run does not read it: it has to change in SAP, or somebody has to
 *   replay it; costs are read at the latest on the next day
 */
export type EffectKind = 'released' | 'moved' | 'notSent' | 'stopped' | 'later';

export interface DocumentEffect extends Money {
	kind: EffectKind;
	entity: Entity;
	/** A cost is a document of its own. */
	sapKey: string;
	/** Of `notSent` and `stopped`: why. */
	reason: string;
	/** Where it stands now, and where it goes; null = nowhere. */
	from: Place | null;
	to: Place | null;
}

/** A cost code of a project; `costCode` is `""` for what stands on the lines of a contract. */
export interface Place {
	projectId: string;
	costCode: string;
	costType: string;
}

/** Documents, and their money by currency. What moves (now or later) counts with its size, so that nothing cancels out. */
export interface EffectTotal {
	documents: number;
	amounts: Money[];
}

export interface Effect {
	released: EffectTotal;
	moved: EffectTotal;
	later: EffectTotal;
	/** By reason; what waits, is held or failed, the most documents first. */
	notSent: Array<EffectTotal & { reason: string; title: string }>;
	stopped: Array<EffectTotal & { reason: string; title: string }>;
	/** What the totals are made of. */
	documents: DocumentEffect[];
	/** Budget lines with another planned amount. Not part of the sums of documents, which would count it twice. */
	budget: BudgetEffect[];
}

const sized = (effect: DocumentEffect): DocumentEffect =>
	effect.amount.startsWith('-') ? { ...effect, amount: negated(effect.amount) } : effect;

/** Effects on documents, added up. */
export function summed(documents: DocumentEffect[], budget: BudgetEffect[]): Effect {
	const ofKind = (kind: EffectKind) => documents.filter((each) => each.kind === kind);
	return {
		released: totalOf(ofKind('released')),
		moved: totalOf(ofKind('moved').map(sized)),
		later: totalOf(ofKind('later').map(sized)),
		notSent: byReason(ofKind('notSent')),
		stopped: byReason(ofKind('stopped')),
		documents,
		budget,
	};
}

function totalOf(effects: readonly DocumentEffect[]): EffectTotal {
	const documents = new Set(effects.map(({ entity, sapKey }) => `${entity} ${sapKey}`)).size;
	return { documents, amounts: totals(effects) };
}

function byReason(effects: readonly DocumentEffect[]) {
	return [...new Set(effects.map(({ reason }) => reason))]
		.map((reason) => ({
			...{ reason, title: reasonFor(reason).title },
			...totalOf(effects.filter((each) => each.reason === reason)),
		}))
		.sort((a, b) => b.documents - a.documents || (a.reason < b.reason ? -1 : 1));
}
