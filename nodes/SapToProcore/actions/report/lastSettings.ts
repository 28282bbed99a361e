import { z } from 'zod/v3';
import { isEntity, type Entity } from '../../../shared/entities';
import { parsedJson } from '../../../shared/json';
import { accountingMethods, contractStatuses, costTargets, overContractPolicies } from '../../../shared/model';
import type { Ledger } from '../../ledger';
import { usualLanes } from '../run/startOptions';
import type { CostRules } from '../../reports/reconciliation/input';
import {
	currencyPolicyWords,
	outsideProjectsWords,
	releaseGateWords,
	type OrderSettings,
} from '../../lanes/purchaseOrder/settings';
import { costsOnOrdersPolicies, directCostPeriods } from '../../lanes/projectCost/part';
import { billingDateWords, requisitionWords } from '../../lanes/requisition/settings';
import { blockedSupplierWords, nearDuplicateWords, type MatchSettings } from '../../lanes/supplier/match';

/** A setting that its panel leaves at its default is not on record: here are the defaults. */
const settingsSchema = z.object({
	releaseGate: z.enum(releaseGateWords).default('released'),
	currencyPolicy: z.enum(currencyPolicyWords).default('hold'),
	ordersOutsideProjects: z.enum(outsideProjectsWords).default('ignore'),
	projectCurrency: z.string().default(''),
	taxCodes: z.boolean().default(false),
	nearDuplicates: z.enum(nearDuplicateWords).default('create'),
	blockedSuppliers: z.enum(blockedSupplierWords).default('ignore'),
	deactivateBlocked: z.boolean().default(false),
	einTaxType: z.string().default('US01'),
	abnTaxType: z.string().default(''),
	ledger: z.string().default('0L'),
	costAccounts: z.string().default(''),
	planCategory: z.string().default(''),
	planLedger: z.string().default('0L'),
	planAccounts: z.string().default(''),
	overContract: z.enum(overContractPolicies).catch('name'),
	lanes: z.string().default(''),
	budgetViewCountsOnce: z.boolean().default(false),
	approval: z.boolean().default(false),
	costTarget: z.enum(costTargets).or(z.literal('')).catch(''),
	costsOnOrders: z.enum(costsOnOrdersPolicies).catch('leaveOut'),
	requisitions: z.enum(requisitionWords).or(z.literal('')).catch(''),
	contractStatus: z.enum(contractStatuses).catch('Approved'),
	lineMethod: z.enum(accountingMethods).catch('amount'),
	billingDate: z.enum(billingDateWords).catch('change'),
	directCostPer: z.enum(directCostPeriods).catch('month'),
	createMissingWbsCodes: z.boolean().catch(false),
});
export type SyncSettings = z.infer<typeof settingsSchema>;

export const defaultSettings: SyncSettings = settingsSchema.parse({});

const dayMs = 86_400_000;

/**
 * The settings of the last run, as they stood in the panels of the sync; undefined when there is none on record: either no
 * run has begun yet, or the last one was of an earlier version.
 */
export async function lastSettings(ledger: Ledger, now: number): Promise<SyncSettings | undefined> {
	const since = new Date(now - 30 * dayMs).toISOString();
	const recent = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	const runs = recent.length > 0 ? recent : await ledger.rows('runs');
	const [newest] = [...runs].sort((a, b) => (a.started_at < b.started_at ? 1 : -1));
	const read = settingsSchema.safeParse(parsedJson(newest?.settings ?? ''));
	return read.success ? read.data : undefined;
}

/** Lanes of the last run; before it those of a new workflow. */
export const lanesOf = (settings: SyncSettings | undefined): Entity[] =>
	settings
		? settings.lanes
				.split(',')
				.map((word) => word.trim())
				.filter(isEntity)
		: [...usualLanes];

/** How orders are compared. What does not change an amount is as in a new workflow. */
export const orderSettingsOf = (settings: SyncSettings, system: string): OrderSettings => ({
	system,
	releaseGate: settings.releaseGate,
	contractStatus: 'Draft',
	lineMethod: 'amount',
	taxCodes: false,
	retainagePercent: '',
	currencyPolicy: settings.currencyPolicy,
	outsideProjects: settings.ordersOutsideProjects,
	projectCurrency: settings.projectCurrency,
	invoicesSent: false,
});

/** Which costs are compared with direct costs. */
export const costRulesOf = ({ costsOnOrders, overContract }: SyncSettings): CostRules => ({
	onOrders: costsOnOrders,
	overContract,
});

export const matchSettingsOf = (settings: SyncSettings, system: string): MatchSettings => ({
	system,
	nearDuplicates: settings.nearDuplicates,
	blockedSuppliers: settings.blockedSuppliers,
	taxTypes: { ein: settings.einTaxType, abn: settings.abnTaxType },
	deactivateBlocked: settings.deactivateBlocked,
});
