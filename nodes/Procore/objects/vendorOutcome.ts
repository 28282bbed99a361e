import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';
import type { NodeFailure } from '../../shared/failure';
import { apiError, reasonOf } from '../../shared/http';
import { outcome, type DesiredVendor, type Outcome } from '../../shared/model';
import type { ErrorText } from '../api/errorBody';
import { statusOf, type RowResult } from '../api/syncBatch';
import type { VendorPlan } from './vendorCompare';

/** The end of an item; `error` is there for failed ones, so that n8n sends them to the error output. */
export interface Ending {
	outcome: Outcome;
	error?: NodeApiError;
}

/** Why something failed or has to wait, in words. */
interface Why {
	reason: string;
	message: string;
	advice: string;
}

const placeAdvice =
	'Procore takes ISO 3166 codes only, and the state has to belong to the country: correct it in SAP, or map it in sap_procore_values.';
const rejectedAdvice = 'Correct the value in SAP or in the mapping; the next run sends it again.';

/** Who the outcome is about, from an item that may not even be a desired vendor. */
function identity(json: IDataObject): Pick<Outcome, 'entity' | 'sapKey' | 'sapChangedAt' | 'originId'> {
	const source = (json.source ?? {}) as IDataObject;
	const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
	return {
		entity: text(source.entity) || 'supplier',
		sapKey: text(source.sapKey) || text(json.code),
		sapChangedAt: text(source.sapChangedAt),
		originId: text(json.originId),
	};
}

/** An item that goes no further: it is no desired vendor, or the second one for the same vendor. */
export function refusedEnding(node: INode, json: IDataObject, itemIndex: number, why: Why): Ending {
	const { reason, message, advice } = why;
	const at = new Date().toISOString();
	const detail = { remarks: [], fields: [], advice };
	return {
		outcome: outcome({ ...identity(json), at, action: 'none', status: 'failed', reason, message, detail }),
		error: apiError(node, { message: `${message} [item ${itemIndex}]`, description: advice, itemIndex, reason }),
	};
}

/** The outcome of a compared vendor. */
export function plannedOutcome(
	desired: DesiredVendor,
	plan: VendorPlan,
	more: Partial<Outcome> & Pick<Outcome, 'status'>,
) {
	const { detail, ...fields } = more;
	return outcome({
		...identity(desired as unknown as IDataObject),
		at: new Date().toISOString(),
		action: plan.action,
		procoreId: plan.procoreId,
		fingerprint: plan.fingerprint,
		previousFingerprint: plan.previousFingerprint,
		...fields,
		detail: {
			...(desired.rule ? { rule: desired.rule } : {}),
			remarks: [...desired.remarks, ...plan.remarks],
			fields: plan.fields,
			...detail,
		},
	});
}

function rejection({ text, fields }: ErrorText): Why {
	const message = text || 'Procore rejected this vendor and gave no reason';
	const place = /state|country/i.test(`${fields.map(({ field }) => field).join(' ')} ${text}`);
	return { reason: 'procore_rejected', message, advice: place ? placeAdvice : rejectedAdvice };
}

const unanswered: Why = {
	reason: 'no_answer',
	message: "Procore's answer does not say what became of this vendor",
	advice: 'The next run compares it with Procore again. If it stays so, look the vendor up in Procore.',
};

function whyOf(error: NodeFailure): Why {
	const retryAt = error.context.retryAt as string | undefined;
	const said =
		retryAt && !error.message.includes(retryAt) ? `${error.message}; it may go on at ${retryAt}` : error.message;
	return { reason: reasonOf(error) ?? 'unexpected_error', message: said, advice: error.description ?? '' };
}

/** The end of a vendor by what Procore made of its row. */
export function endingOf(
	node: INode,
	itemIndex: number,
	desired: DesiredVendor,
	plan: VendorPlan,
	result: RowResult,
): Ending {
	if (result.kind === 'accepted') {
		const procoreId = String(result.entity.id ?? plan.procoreId);
		return { outcome: plannedOutcome(desired, plan, { status: 'synced', procoreId }) };
	}
	if (result.kind === 'waiting') {
		const { reason, message, advice } = whyOf(result.error);
		const retryAt = result.error.context.retryAt;
		const detail = { advice, ...(retryAt ? { retryAt } : {}) };
		return { outcome: plannedOutcome(desired, plan, { status: 'waiting', reason, message, detail }) };
	}
	const why =
		result.kind === 'failed' ? whyOf(result.error) : result.kind === 'rejected' ? rejection(result.error) : unanswered;
	const { reason, message, advice } = why;
	const status = result.kind === 'failed' ? statusOf(result.error) : null;
	return {
		outcome: plannedOutcome(desired, plan, { status: 'failed', reason, message, detail: { advice } }),
		error: apiError(node, {
			message: `${message} [item ${itemIndex}]`,
			description: advice,
			itemIndex,
			reason,
			...(status ? { status: Number(status) } : {}),
		}),
	};
}
