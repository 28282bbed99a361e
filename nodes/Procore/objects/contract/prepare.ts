import { patiently } from '../../api/patience';
import type { DesiredContract } from '../../../shared/model';
import type { Wanted } from '../upsert/intake';
import { resolveCodes } from '../wbs/resolve';
import { billedLines, isBilled } from './billed';
import { codesOf } from './codes';
import { planContract } from './compare';
import { decideContract } from './decide';
import { countLines, listLines } from './lines';
import { contractDirectory, type ContractDirectory } from './list';
import { withVendors, type WantedContract } from './vendors';
import { describeWork, eachWork, endWork, holdWork, type ProjectRun, type Work } from './work';

/** Reads the contracts of the project. A refusal ends all that are wanted there, with that one request. */
async function observe(
	run: ProjectRun,
	wanted: Array<Wanted<DesiredContract>>,
): Promise<ContractDirectory | undefined> {
	const { client, projectId, patience } = run;
	const read = await patiently(
		client,
		patience,
		async () => await contractDirectory(client, projectId, 'contract.read'),
	);
	if ('value' in read) return read.value;
	for (const one of wanted) endWork(run, { ...one, plan: planContract(one.desired, undefined) }, read.result);
	return undefined;
}

function decide(run: ProjectRun, wanted: WantedContract[], directory: ContractDirectory): Work[] {
	const { options, endings } = run;
	return wanted.flatMap(({ index, desired, vendorIsPlanned }) => {
		const decision = decideContract(desired, directory, options, vendorIsPlanned);
		const { plan } = decision;
		if (decision.kind !== 'end')
			return [
				{
					index,
					desired,
					plan,
					asChangeOrder: decision.kind === 'changeOrder',
					codes: new Map(),
					...(plan.observed ? { contractId: plan.observed.id } : {}),
				},
			];
		const { status, why } = decision.end;
		const { advice, ...words } = why ?? {};
		const outcome = describeWork({ desired, plan })({ status, ...words, ...(advice ? { detail: { advice } } : {}) });
		endings.set(index, { outcome });
		return [];
	});
}

/** Finds the WBS codes of all lines that are to be written. */
async function withCodes(run: ProjectRun, works: Work[]): Promise<Work[]> {
	const { client, projectId, options, patience } = run;
	const pairs = works.filter(({ plan }) => !plan.resume).flatMap(({ desired }) => desired.lines);
	const settings = { task: 'contract.write' as const, create: options.createMissingCodes, dryRun: options.dryRun };
	const read = await patiently(client, patience, async () => await resolveCodes(client, projectId, pairs, settings));
	if ('result' in read) {
		for (const work of works) endWork(run, work, read.result);
		return [];
	}
	return works.flatMap((work) => {
		const codes = work.plan.resume ? { ids: new Map() } : codesOf(work.desired, read.value);
		if ('ids' in codes) return [{ ...work, codes: codes.ids }];
		holdWork(run, work, codes.why);
		return [];
	});
}

const needsLines = ({ plan, asChangeOrder }: Work) =>
	plan.observed !== undefined && !plan.resume && (plan.readLines || asChangeOrder || isBilled(plan.observed));

/** Reads the lines where some may have to go, and holds what would go below what was billed. */
async function withLines(run: ProjectRun, works: Work[]): Promise<Work[]> {
	const { client, projectId, patience } = run;
	return await eachWork(run, works, async (work) => {
		const { desired, plan } = work;
		const { observed } = plan;
		if (!needsLines(work) || !observed) return undefined;
		const read = await patiently(client, patience, async () => {
			const held = await listLines(client, projectId, observed.id);
			const billed = isBilled(observed) ? await billedLines(client, projectId, observed, desired, held) : undefined;
			return { held, billed };
		});
		if ('result' in read) return read.result;
		work.held = read.value.held;
		work.plan = { ...plan, lines: countLines(desired, work.held) };
		if (read.value.billed) holdWork(run, work, read.value.billed);
		return undefined;
	});
}

/** All that is read before anything is written: what is there, what has to be done, and whether it can be done. */
export async function prepare(run: ProjectRun, wanted: Array<Wanted<DesiredContract>>): Promise<Work[]> {
	const directory = await observe(run, wanted);
	if (!directory) return [];
	const found = await withVendors(run, wanted, directory);
	return await withLines(run, await withCodes(run, decide(run, found, directory)));
}
