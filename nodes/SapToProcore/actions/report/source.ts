import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { issuesText, sapSystemSchema, type ProcoreRead, type SapRead, type SapSystem } from '../../../shared/model';
import { ledgerOf, type Ledger } from '../../ledger';
import type { ReportRequest } from '../../reports/request';
import { lastSettings, type SyncSettings } from './lastSettings';
import { Records } from './records';

/** What a report is made of. */
export interface Source {
	context: IExecuteFunctions;
	request: ReportRequest;
	/** Now, ISO 8601. */
	now: string;
	ledger: Ledger;
	/** Of the last run; undefined = there was none. */
	settings: SyncSettings | undefined;
	sap: Records<SapRead>;
	procore: Records<ProcoreRead>;
}

/**
 * Which SAP it is, and its time; undefined = SAP did not say.
 * @throws NodeOperationError when what it said has lost something on its way
 */
export function sapSystemOf({ context, sap }: Pick<Source, 'context' | 'sap'>): SapSystem | undefined {
	const [first] = sap.of('system');
	if (first === undefined) return undefined;
	const told = sapSystemSchema.safeParse(first);
	if (told.success) return told.data;
	const lost = `The record of system in the input SAP Documents is not whole: ${issuesText(told.error)}`;
	throw new NodeOperationError(context.getNode(), lost, {
		description: 'Connect SAP S/4HANA > System > Read Documents to it, and leave its records as they are.',
		failure: { cause: 'configuration-invalid' },
	});
}

/** The inputs *SAP Documents* (the first) and *Procore Records*, and what the tables know. */
export async function sourceOf(
	context: IExecuteFunctions,
	request: ReportRequest,
	procoreInput: number,
): Promise<Source> {
	const now = new Date().toISOString();
	const ledger = ledgerOf(context, request.customer);
	return {
		context,
		request,
		now,
		ledger,
		settings: await lastSettings(ledger, Date.parse(now)),
		sap: new Records(context, 0, 'SAP Documents', 'SAP S/4HANA > System > Read Documents', request.sapReads),
		procore: new Records(
			context,
			procoreInput,
			'Procore Records',
			'Procore > Company > Read Records',
			request.procoreReads,
		),
	};
}
