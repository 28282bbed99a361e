import { projectCostSchema, purchaseOrderSchema, purchaseRequisitionSchema } from '../../../shared/model';
import type { Ledger } from '../../ledger';
import { openApprovals } from '../../ledger/approvals';
import { recentChanges } from '../../ledger/changes';
import { costCodeMap } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import { renderExceptions } from '../../reports/exceptions';
import { approvalsOf } from '../../reports/exceptions/approvals';
import { exceptionsReport, type ExceptionsInput } from '../../reports/exceptions/build';
import { filterOf } from '../../reports/exceptions/filter';
import { hubPage } from '../../reports/exceptions/hub';
import type { ExceptionsReport, ReportedException } from '../../reports/exceptions/model';
import { recordedUnmapped, unmappedCombinations } from '../../reports/exceptions/unmapped';
import { waitingAmounts } from '../../mapping/waiting';
import { monthOf } from '../../reports/month';
import type { Rendered } from '../../reports/rendered';
import { lanesOf } from './lastSettings';
import { linksOf } from './links';
import { lastPreview, previewedOn } from './previewed';
import { seenOn } from './seen';
import type { Source } from './source';

/** What people work off in a browser, as the tables have it. */
export async function makeHub(source: Source): Promise<Rendered<ExceptionsReport>> {
	const { request, now, ledger, settings } = source;
	const month = monthOf(request.month || now.slice(0, 7));
	if (!month) throw new Error(`"${request.month}" is not a month such as 2026-10`);
	const rows = await ledger.rows('cost_codes');
	const seen = await seenOn(ledger, lanesOf(settings));
	const unmapped = unmappedCombinations({
		...{ orders: [], costs: [], rows },
		recorded: recordedUnmapped([...(await ledger.rows('exceptions')), ...(await previewedOn(ledger, seen))]),
		...{ map: costCodeMap(rows), projects: roster(await ledger.rows('projects')) },
	});
	const preview = await lastPreview(ledger);
	const report = await recorded(ledger, now, { month, unmapped, more: [], preview });
	const changes = await recentChanges(ledger, now);
	const approvals = approvalsOf(await openApprovals(ledger), await ledger.rows('projects'));
	return {
		model: report,
		subject: '',
		page: hubPage({
			...{ report, seen, approvals },
			filter: filterOf(request.query),
			links: await linksOf(source),
			changes,
		}),
		rows: [],
	};
}

/** Open and ignored exceptions, with the amounts that runs have recorded; `more` are some that the table does not have. */
export const exceptionsOnRecord = async (
	ledger: Ledger,
	now: string,
	more: readonly ReportedException[] = [],
): Promise<ExceptionsReport> =>
	await recorded(ledger, now, { month: { name: '', from: now, to: now }, unmapped: [], more });

async function recorded(
	ledger: Ledger,
	now: string,
	{ more, ...input }: Pick<ExceptionsInput, 'month' | 'unmapped' | 'preview'> & { more: readonly ReportedException[] },
): Promise<ExceptionsReport> {
	const projects = await ledger.rows('projects');
	const exceptions = [...(await ledger.rows('exceptions')), ...more];
	const waiting = waitingAmounts([], [], roster(projects));
	return exceptionsReport({ customer: ledger.customer, now, exceptions, projects, waiting, ...input, gaps: [] });
}

/** The tables say what waits; SAP says how much money waits with it, as far as it can be read. */
export async function makeExceptions({ request, now, ledger, sap }: Source): Promise<Rendered<ExceptionsReport>> {
	const month = monthOf(request.month || now.slice(0, 7));
	if (!month) throw new Error(`"${request.month}" is not a month such as 2026-10`);
	const projects = await ledger.rows('projects');
	const rows = await ledger.rows('cost_codes');
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const requisitions = sap.gathered('requisitions', purchaseRequisitionSchema, 'Requisitions');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const lookUp = roster(projects);
	return renderExceptions({
		customer: request.customer,
		now,
		month,
		exceptions: await ledger.rows('exceptions'),
		projects,
		waiting: waitingAmounts(orders.rows, requisitions.rows, lookUp),
		unmapped: unmappedCombinations({
			orders: orders.rows,
			costs: costs.rows,
			rows,
			map: costCodeMap(rows),
			projects: lookUp,
		}),
		preview: await lastPreview(ledger),
		gaps: [orders, requisitions, costs].flatMap(({ gaps }) => gaps),
	});
}
