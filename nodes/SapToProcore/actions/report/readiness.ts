import {
	finding,
	findingSchema,
	procoreVendorSchema,
	projectCostSchema,
	purchaseOrderSchema,
	supplierSchema,
	type Finding,
} from '../../../shared/model';
import { reasonIn } from '../../../shared/items';
import { reasonFor } from '../../../shared/reasons';
import { withFullStop } from '../../../shared/texts';
import { renderReadiness } from '../../reports/readiness';
import { checkingPage } from '../../reports/readiness/checking';
import type { ReadinessInput } from '../../reports/readiness/input';
import type { ReadinessReport } from '../../reports/readiness/model';
import type { Rendered } from '../../reports/rendered';
import { refusedSettings } from '../../sync/refusedSettings';
import { defaultSettings, lanesOf, matchSettingsOf, type SyncSettings } from './lastSettings';
import { linksOf } from './links';
import { gatheredOf, type Failure, type Gathered } from './records';
import { sapSystemOf, type Source } from './source';

const dayMs = 86_400_000;

const notYet =
	'The sync has not run yet: orders and suppliers are judged by the settings of a new workflow, not by yours.';

/** Without orders, suppliers or vendors it says what was not looked at. */
export async function makeReadiness(source: Source, tolerance: number): Promise<Rendered<ReadinessReport>> {
	const { request, now, ledger, sap, procore, settings } = source;
	const told = sapSystemOf(source);
	const asOf = told?.now ?? now;
	const checks = [
		findingsOf(sap.of('check'), sap.failures('check'), 'SAP', 'sap'),
		findingsOf(procore.of('access'), procore.failures('access'), 'Procore', 'procore'),
	];
	const orders = sap.gathered('orders', purchaseOrderSchema, 'Orders');
	const suppliers = sap.gathered('suppliers', supplierSchema, 'Suppliers');
	const costs = sap.gathered('costs', projectCostSchema, 'Project Costs');
	const vendors = procore.gathered('vendors', procoreVendorSchema, 'Vendors');
	const canMatch = sap.wasRead('suppliers') && procore.wasRead('vendors') && told !== undefined;
	const judged = settings ?? defaultSettings;
	const input: ReadinessInput = {
		customer: request.customer,
		now,
		ordersFrom: new Date(Date.parse(asOf) - request.days * dayMs).toISOString().slice(0, 10),
		tolerance,
		order: { releaseGate: judged.releaseGate },
		vendor: matchSettingsOf(judged, told?.system ?? ''),
		findings: [
			...checks.flatMap(({ rows }) => rows),
			...(settings ? settingsFindings(settings, (await ledger.rows('contracts')).length > 0) : []),
		],
		projects: await ledger.rows('projects'),
		costCodes: await ledger.rows('cost_codes'),
		orders: sap.wasRead('orders') ? orders.rows : undefined,
		matching: canMatch
			? {
					suppliers: suppliers.rows,
					vendors: vendors.rows,
					decisions: await ledger.rows('vendors'),
				}
			: undefined,
		costAccounts: lanesOf(settings).includes('actual_cost')
			? { chosen: judged.costAccounts, costs: sap.wasRead('costs') ? costs.rows : undefined }
			: undefined,
		gaps: [
			...[...checks, orders, suppliers, costs, vendors].flatMap(({ gaps }) => gaps),
			...(settings ? [] : [notYet]),
		],
	};
	return renderReadiness(input, await linksOf(source));
}

/** What is about to be checked, while it is. */
export async function tellReadiness({ request, now, ledger }: Source): Promise<Rendered<object>> {
	const projects = await ledger.rows('projects');
	const count = projects.filter(({ active, sync_enabled: isOn }) => active && isOn).length;
	return { model: {}, subject: '', page: checkingPage({ customer: request.customer, now, projects: count }), rows: [] };
}

/** Whether settings of the last run would make money wrong in Procore, by the rule by which Start refuses them. */
function settingsFindings(settings: SyncSettings, hasContracts: boolean): Finding[] {
	const found = refusedSettings({ lanes: lanesOf(settings), settings, hasContracts });
	const about = { system: 'tables', area: 'settings', subject: 'Settings of the sync' } as const;
	if (found.length === 0)
		return [finding({ ...about, state: 'fits', what: 'No setting of the last run counts a cost twice in Procore.' })];
	return found.map(({ what, change }) => finding({ ...about, state: 'missing', what: `${what}.`, todo: change }));
}

/** What a check of a system found. A check that failed as a whole is a finding as well: the first one of all. */
function findingsOf(
	records: readonly unknown[],
	failures: readonly Failure[],
	label: string,
	system: Finding['system'],
): Gathered<Finding> {
	const read = gatheredOf(records, [], findingSchema, `Findings of ${label}`);
	const rows = [...failures.map((failure) => failedCheck(system, failure)), ...read.rows];
	const nothing = rows.length === 0 ? [`${label} was not checked: there is no finding.`] : [];
	return { rows, gaps: [...read.gaps, ...nothing] };
}

function failedCheck(system: Finding['system'], { message, details }: Failure): Finding {
	const reason = reasonIn(details) ?? 'unexpected_error';
	// What the node says of it is about this request, and names the time or the setting.
	const todo = typeof details.advice === 'string' && details.advice ? details.advice : reasonFor(reason).advice;
	const about = { system, area: 'log-on', subject: 'Check', what: withFullStop(message), todo } as const;
	return finding({ ...about, state: reason === 'rate_limited' ? 'unchecked' : 'missing' });
}
