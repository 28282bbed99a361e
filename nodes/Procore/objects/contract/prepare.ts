import { groupBy } from 'lodash';
import type { DesiredContract } from '../../../shared/model';
import type { Wanted } from '../upsert/intake';
import { reasons } from '../../../shared/reasons';
import { handful } from '../../../shared/texts';
import { companyTaxCodes } from '../taxCode';
import { because, type Explanation } from '../upsert/itemResult';
import { resolveCodes } from '../wbs/resolve';
import { withoutUnapproved } from './approval';
import { billingOf, invoicesOf, isBilled } from './billed';
import { codesOf } from './codes';
import { isTaxed, vendorDiffers } from './compare';
import { decideContract } from './decide';
import { countLines, listLines } from './lines';
import type { ContractDirectory } from './list';
import { withoutMassEmptying } from './massEmptying';
import { invoiced, supplierChanged } from './reopen';
import { settleByOrders } from './tieOut';
import { withVendors, type WantedContract } from './vendors';
import { contracts, eachContract, type ContractJob, type PendingContract } from './pending';

/** What is to be written, and what is as we left it as far as totals tell. */
interface Decided {
	toWrite: PendingContract[];
	tied: PendingContract[];
}

function decide(job: ContractJob, wanted: WantedContract[], directory: ContractDirectory): Decided {
	const { options } = job;
	const toWrite: PendingContract[] = [];
	const tied: PendingContract[] = [];
	for (const { index, desired, vendorIs } of wanted) {
		const decision = decideContract(desired, directory, options, vendorIs);
		const { plan } = decision;
		const contract: PendingContract = {
			index,
			desired,
			plan,
			inTheWay: [],
			asChangeOrder: decision.kind === 'changeOrder',
			codes: new Map(),
			taxCodes: new Map(),
			...(plan.observed ? { contractId: plan.observed.id } : {}),
		};
		if (decision.kind === 'ordersToRead') tied.push(contract);
		else if (decision.kind !== 'end') toWrite.push({ ...contract, inTheWay: decision.inTheWay });
		else if (decision.end.status === 'failed' && decision.end.why) contracts.fail(job, contract, decision.end.why);
		else {
			const { status, why } = decision.end;
			const { advice, ...explanation } = why ?? {};
			const detail = advice ? { detail: { advice } } : {};
			contracts.settle(job, contract, { status, ...explanation, ...detail });
		}
	}
	return { toWrite, tied };
}

/** Finds the WBS codes of all lines that are to be written. */
async function withCodes(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const { client, projectId, options, breaker } = job;
	const pairs = pending.filter(({ plan }) => !plan.resume).flatMap(({ desired }) => desired.lines);
	const settings = { create: options.createMissingCodes, dryRun: options.dryRun };
	const read = await breaker.call(async () => await resolveCodes(client, projectId, pairs, settings));
	if ('result' in read) {
		for (const contract of pending) contracts.settleByRow(job, contract, read.result);
		return [];
	}
	const taxCodes = await withTaxCodes(job, pending);
	return taxCodes.flatMap((contract) => {
		const codes = contract.plan.resume ? { ids: new Map() } : codesOf(contract.desired, read.value);
		if ('ids' in codes) return [{ ...contract, codes: codes.ids }];
		contracts.leaveOpen(job, contract, 'held', codes.why);
		return [];
	});
}

/** Finds the tax codes of lines; the company's are read only where a line has one. */
async function withTaxCodes(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	if (!pending.some(({ desired }) => isTaxed(desired))) return pending;
	const read = await job.breaker.call(async () => await companyTaxCodes(job.client));
	return pending.flatMap((contract) => {
		const wanted = [...new Set(contract.desired.lines.flatMap(({ taxCode }) => taxCode ?? []))];
		if (wanted.length === 0) return [contract];
		if ('result' in read) contracts.settleByRow(job, contract, read.result);
		else {
			const missing = wanted.filter((code) => !read.value.has(code));
			if (missing.length === 0) return [{ ...contract, taxCodes: read.value }];
			const message = `${reasons.tax_code_missing.title}: ${handful(missing)}`;
			contracts.leaveOpen(job, contract, 'held', because('tax_code_missing', message));
		}
		return [];
	});
}

const needsLines = ({ plan, asChangeOrder }: PendingContract) =>
	plan.observed !== undefined && !plan.resume && (plan.readLines || asChangeOrder || isBilled(plan.observed));

/** A contract that is invoiced is not reopened: a change order has the difference, or somebody decides. */
function insteadOfReopening(
	{ options }: ContractJob,
	contract: PendingContract,
	invoices: string[],
): Explanation | undefined {
	const { desired, plan } = contract;
	if (!desired.void && vendorDiffers(desired, plan.observed)) return supplierChanged(true);
	if (options.onApproved !== 'reopenOrChangeOrder') return invoiced(invoices);
	contract.asChangeOrder = true;
	contract.plan = { ...plan, action: 'update' };
	return undefined;
}

/**
 * Whether invoices may stand against what a contract should become. Its total tells that only where they come to
 * something; so where it may lose lines they are read in any case, and where it is reopened if reversals are sent.
 */
const mayBeInvoiced = ({ desired, plan, asChangeOrder }: PendingContract) =>
	plan.observed !== undefined &&
	!plan.resume &&
	(isBilled(plan.observed) ||
		(!asChangeOrder && (plan.readLines || (desired.invoicesSent && plan.observed.status === 'Approved'))));

/** Invoices by the IDs of their contracts; none is read where nothing asks for them. */
async function invoicesByContract(job: ContractJob, pending: PendingContract[]) {
	const { client, projectId, breaker } = job;
	const [first, ...more] = pending.filter(mayBeInvoiced);
	if (!first) return { value: {} };
	const read = await breaker.call(
		async () => await invoicesOf(client, projectId, more.length === 0 ? first.contractId : undefined),
	);
	return 'result' in read ? read : { value: groupBy(read.value, ({ commitment_id: id }) => String(id)) };
}

/** Reads the lines where some may have to go, and holds what would take from invoices what they bill. */
async function withLines(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const { client, projectId, breaker } = job;
	const billed = await invoicesByContract(job, pending);
	return await eachContract(job, pending, async (contract) => {
		const { desired, plan } = contract;
		const { observed } = plan;
		if (!observed) return undefined;
		if ('result' in billed && mayBeInvoiced(contract)) return billed.result;
		const own = 'value' in billed ? (billed.value[String(observed.id)] ?? []) : [];
		if (!needsLines(contract) && own.length === 0) return undefined;
		const read = await breaker.call(async () => await listLines(client, projectId, observed.id));
		if ('result' in read) return read.result;
		contract.held = read.value;
		contract.plan = { ...plan, lines: countLines(desired, contract.held) };
		const { below, touched, invoices } = billingOf(own, desired, contract.held);
		const reopens = observed.status === 'Approved' && !contract.asChangeOrder;
		const isBound = reopens && invoices.length > 0;
		const end = below ?? (isBound ? insteadOfReopening(job, contract, invoices) : undefined);
		const stands = end ?? (contract.asChangeOrder ? undefined : touched);
		if (stands) contracts.leaveOpen(job, contract, 'held', stands);
		return undefined;
	});
}

/** All that is read before anything is written: what is there, what has to be done, and whether it can be done. */
export async function prepare(
	job: ContractJob,
	wanted: Array<Wanted<DesiredContract>>,
	directory: ContractDirectory,
): Promise<PendingContract[]> {
	const found = await withVendors(job, wanted, directory);
	const { toWrite, tied } = decide(job, found, directory);
	await settleByOrders(job, tied);
	const { approval } = job.options;
	// Whoever approves is asked about each contract that would be emptied, and so not about many of them again.
	const free = approval ? withoutUnapproved(job, toWrite, approval) : withoutMassEmptying(job, toWrite, directory);
	return await withLines(job, await withCodes(job, free));
}
