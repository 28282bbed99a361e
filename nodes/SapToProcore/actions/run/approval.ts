import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { compared, readDecimal } from '../../../shared/decimal';
import type { Approval } from '../../../shared/model';
import { invalidParameter } from '../../../shared/parameters';
import type { ApprovalRow } from '../../ledger/approvals';

/** Which changes wait until somebody approves them. */
export const approvalProperties: INodeProperties[] = [
	{
		displayName: 'Approval',
		name: 'approval',
		type: 'boolean',
		default: false,
		description:
			'Whether contracts that would be voided, emptied or reopened, and contracts, requisitions and budget amounts that move by more than Approve Above, wait until somebody approves them on the page Exceptions. All others go through.',
	},
	{
		displayName: 'Approve Above',
		name: 'approveAbove',
		type: 'string',
		default: '',
		placeholder: 'e.g. 50000',
		description:
			"Amount in the project's currency: what moves by more than that waits for approval, new contracts included. Empty: nothing waits because of its amount.",
		displayOptions: { show: { approval: [true] } },
	},
];

/** What the panel says; undefined = off. */
export interface ApprovalSettings {
	above: string;
}

/** @throws NodeOperationError for what is no switch or no amount: a typo must not let through what somebody wants to see */
export function approvalSettings(context: IExecuteFunctions): ApprovalSettings | undefined {
	const on: unknown = context.getNodeParameter('approval', 0, false);
	if (typeof on !== 'boolean') throw invalidParameter(context, 0, 'Approval', 'It must be true or false.');
	if (!on) return undefined;
	const above = String(context.getNodeParameter('approveAbove', 0, '') ?? '').trim();
	if (above !== '' && (!readDecimal(above) || compared(above, '0') < 0))
		throw invalidParameter(
			context,
			0,
			'Approve Above',
			`"${above}" is not an amount such as 50000 or 2500.50, without currency and thousands separators.`,
		);
	return { above };
}

/** What the nodes of the run need of it. */
export const approvalOf = ({ above }: ApprovalSettings, rows: readonly ApprovalRow[]): Approval => ({
	above,
	decided: rows.flatMap(({ entity, sap_key: sapKey, origin_id: originId, plan, state, changed_by: by }) =>
		state === 'approved' || state === 'left' ? [{ entity, sapKey, originId, plan, decision: state, by }] : [],
	),
});
