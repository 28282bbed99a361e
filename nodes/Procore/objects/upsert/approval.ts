import { compared, negated, readDecimal, subtracted } from '../../../shared/decimal';
import { fingerprint } from '../../../shared/fingerprint';
import type { Approval, AskedChange, AskedPlan, DecidedPlan } from '../../../shared/model';
import { inCurrency } from '../../../shared/money';
import { because, type DescribeOutcome, type Explanation } from './itemResult';

type Content = Parameters<typeof fingerprint>[0];

/** A change of an object, as people are asked about it. */
export interface Change {
	originId: string;
	change: AskedChange;
	/** It asks whatever its amount is. */
	always: boolean;
	before: string;
	after: string;
	currency: string;
	/** What would happen, as a sentence without amounts and full stop: `Contract 4500000001 (77) would be voided`. */
	what: string;
	/** Stands for exactly what would be done. */
	wanted: Content;
	/** Stands for what Procore holds, as far as it was decided on. */
	held: Content;
}

/** What an approval says to a change. */
export type Answer =
	| { kind: 'goes' }
	/** How the object ends without any request. */
	| { kind: 'stays'; fields: Parameters<DescribeOutcome>[0] };

const digits = 16;
const partsOf = (plan: string) => [plan.slice(0, digits), plan.slice(digits)] as const;

/** An amount that Procore tells; `"0"` where it tells none, so that the change counts as a large one rather than as none. */
export const toldAmount = (amount: string | undefined): string =>
	amount !== undefined && readDecimal(amount) ? amount : '0';

function planOf({ wanted, held }: Change): string {
	return [wanted, held].map((content) => fingerprint(content).slice(0, digits)).join('');
}

function movedBy({ before, after }: Change): string {
	const moved = subtracted(after, before);
	return compared(moved, '0') < 0 ? negated(moved) : moved;
}

/** Why somebody is asked who has decided before; `""` = nobody has. */
function againText(plan: string, earlier: DecidedPlan | undefined): string {
	if (!earlier) return '';
	const [wanted, held] = partsOf(plan);
	const [wantedThen, heldThen] = partsOf(earlier.plan);
	const parts = [
		...(wanted === wantedThen ? [] : ['SAP, or a setting,']),
		...(held === heldThen ? [] : ['Procore']),
	].join(' and ');
	const decided = earlier.decision === 'approved' ? 'approved it' : 'decided to leave it as it is';
	return `. It is asked again, because ${parts} has changed since ${earlier.by || 'somebody'} ${decided}`;
}

const stays = (status: 'held' | 'ignored', { advice, ...why }: Explanation, detail: object = {}): Answer => ({
	kind: 'stays',
	fields: { status, ...why, detail: { advice, ...detail } },
});

/**
 * Whether a change may be made. An approval is good for the very plan that somebody was shown: once SAP or Procore has changed,
 * it is asked again.
 */
export function answerTo(change: Change, { above, decided }: Approval): Answer {
	const { before, after, currency, what } = change;
	const moved = movedBy(change);
	if (!change.always && (above === '' || compared(moved, above) <= 0)) return { kind: 'goes' };
	const plan = planOf(change);
	const [shownBefore, shownAfter] = [inCurrency(before, currency), inCurrency(after, currency)];
	const amounts = `${shownBefore} → ${shownAfter} ${currency}`.trim();
	const own = decided.filter(({ originId }) => originId === change.originId);
	const decision = own.find((each) => each.plan === plan);
	if (decision?.decision === 'approved') return { kind: 'goes' };
	if (decision)
		return stays(
			'ignored',
			because('left_as_it_is', `${what}: ${amounts}. ${decision.by || 'Somebody'} decided to leave it as it is`),
		);
	const earlier = own.at(-1);
	const again = againText(plan, earlier);
	const asked: AskedPlan = {
		...{ plan, change: change.change, what: `${what}${again}`, before: shownBefore, after: shownAfter },
		...{ moved: inCurrency(moved, currency), currency },
	};
	const message = `${what}: ${amounts}${again}`;
	return stays('held', because('approval_needed', message, earlier ? 'again' : undefined), { approval: asked });
}
