import type { IExecuteFunctions } from 'n8n-workflow';
import type { ProcoreRead, SapRead } from '../../../shared/model';
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

/** ID of the SAP system; `""` = SAP did not say. */
export function systemOf({ sap }: Pick<Source, 'sap'>): string {
	const [first] = sap.of('system') as Array<{ system?: unknown }>;
	return typeof first?.system === 'string' ? first.system : '';
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
