import { resultOfThrown } from '../../api/sync';
import type { DesiredContract } from '../../../shared/model';
import type { Wanted } from '../upsert/intake';
import { resolveCodes } from '../wbs/resolve';
import { billedLines, isBilled } from './billed';
import { codesOf } from './codes';
import { planContract } from './compare';
import { decideContract } from './decide';
import { countLines, listLines } from './lines';
import { contractDirectory, type ContractDirectory } from './list';
import { describeWork, eachWork, endWork, holdWork, type ProjectRun, type Work } from './work';

/** Reads the contracts of the project. A refusal ends all that are wanted there, with that one request. */
async function observe(
	run: ProjectRun,
	wanted: Array<Wanted<DesiredContract>>,
): Promise<ContractDirectory | undefined> {
	const { client, projectId, patience } = run;
	const exhausted = patience.exhausted();
	const refuse = (result: ReturnType<typeof resultOfThrown>) => {
		for (const one of wanted) endWork(run, { ...one, plan: planContract(one.desired, undefined) }, result);
		return undefined;
	};
	if (exhausted) return refuse(exhausted);
	try {
		const directory = await contractDirectory(client, projectId, 'contract.read');
		patience.note(undefined);
		return directory;
	} catch (thrown) {
		const result = resultOfThrown(client, thrown);
		patience.note(result);
		return refuse(result);
	}
}

function decide(run: ProjectRun, wanted: Array<Wanted<DesiredContract>>, directory: ContractDirectory): Work[] {
	const { options, endings } = run;
	return wanted.flatMap(({ index, desired }) => {
		const decision = decideContract(desired, directory, options, options.dryRun);
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
	const { client, projectId, options } = run;
	const needing = works.filter(({ plan }) => !plan.resume);
	try {
		const resolved = await resolveCodes(
			client,
			projectId,
			needing.flatMap(({ desired }) => desired.lines),
			{ task: 'contract.write', create: options.createMissingCodes, dryRun: options.dryRun },
		);
		return works.flatMap((work) => {
			const codes = work.plan.resume ? { ids: new Map() } : codesOf(work.desired, resolved);
			if ('ids' in codes) return [{ ...work, codes: codes.ids }];
			holdWork(run, work, codes.why);
			return [];
		});
	} catch (thrown) {
		const result = resultOfThrown(client, thrown);
		run.patience.note(result);
		for (const work of works) endWork(run, work, result);
		return [];
	}
}

const needsLines = ({ plan, asChangeOrder }: Work) =>
	plan.observed !== undefined && !plan.resume && (plan.readLines || asChangeOrder || isBilled(plan.observed));

/** Reads the lines where some may have to go, and holds what would go below what was billed. */
async function withLines(run: ProjectRun, works: Work[]): Promise<Work[]> {
	const { client, projectId, patience } = run;
	return await eachWork(run, works, async (work) => {
		const { desired, plan } = work;
		if (!needsLines(work) || !plan.observed) return undefined;
		try {
			work.held = await listLines(client, projectId, plan.observed.id);
			work.plan = { ...plan, lines: countLines(desired, work.held) };
			const billed = isBilled(plan.observed)
				? await billedLines(client, projectId, plan.observed, desired, work.held)
				: undefined;
			patience.note(undefined);
			if (billed) holdWork(run, work, billed);
			return undefined;
		} catch (thrown) {
			const result = resultOfThrown(client, thrown);
			patience.note(result);
			return result;
		}
	});
}

/** All that is read before anything is written: what is there, what has to be done, and whether it can be done. */
export async function prepare(run: ProjectRun, wanted: Array<Wanted<DesiredContract>>): Promise<Work[]> {
	const directory = await observe(run, wanted);
	if (!directory) return [];
	return await withLines(run, await withCodes(run, decide(run, wanted, directory)));
}
