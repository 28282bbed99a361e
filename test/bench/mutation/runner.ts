// Stryker's way to the unit tests. Its own runner starts Jest anew for each mutant, which takes a second or more, ten
// thousand times; here tests run in one process, on modules that are fresh for each mutant.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoverageData, InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
	determineHitLimitReached,
	DryRunStatus,
	MutantRunStatus,
	TestStatus,
	type DryRunOptions,
	type DryRunResult,
	type MutantRunOptions,
	type MutantRunResult,
	type TestResult,
	type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { testFilesOf } from './folders.ts';
import { runTestFile } from './testFile.ts';

/** A test that takes longer says of many cases what others say of single ones: too much for each mutant that survives. */
const slowMs = 200;

/** What each process has to know of the first run, in Stryker's copy of the project. */
const notes = 'unitTests.json';

interface TestFile {
	path: string;
	ms: number;
	/** The files of the project that it loads. */
	loads: string[];
	/** Names of its tests, without the slow ones. */
	tests: string[];
}

/** By what the instrumented code tells which mutant is on, and counts what was passed. */
const context: InstrumenterContext = ((globalThis as { __stryker__?: InstrumenterContext }).__stryker__ ??= {});

const idOf = (path: string, test: string) => `${path}: ${test}`;

function add(sum: CoverageData, counts: CoverageData): void {
	for (const [mutant, hits] of Object.entries(counts)) sum[mutant] = (sum[mutant] ?? 0) + hits;
}

class UnitTests implements TestRunner {
	private files: TestFile[] = [];

	capabilities() {
		return { reloadEnvironment: true };
	}

	async dryRun({ files: mutated = [] }: DryRunOptions): Promise<DryRunResult> {
		const mutantCoverage: MutantCoverage = { static: {}, perTest: {} };
		const tests: TestResult[] = [];
		this.files = [];
		for (const path of [...new Set(testFilesOf(mutated))].sort()) {
			const counted: MutantCoverage = (context.mutantCoverage = { static: {}, perTest: {} });
			const run = await runTestFile(path, {
				loaded: (files) => files.some((file) => mutated.includes(file)),
				starts: (name) => (context.currentTestId = idOf(path, name)),
			});
			delete context.currentTestId;
			const quick = run.tests.filter(({ ms }) => ms < slowMs);
			if (quick.length === 0) continue;
			const ms = quick.reduce((sum, test) => sum + test.ms, 0);
			this.files.push({ path, ms, loads: run.files, tests: quick.map(({ name }) => name) });
			add(mutantCoverage.static, counted.static);
			for (const { name, ms: timeSpentMs, failure: failureMessage } of quick) {
				const id = idOf(path, name);
				const test = { id, name: id, timeSpentMs, fileName: join(process.cwd(), path) };
				tests.push(
					failureMessage === undefined
						? { ...test, status: TestStatus.Success }
						: { ...test, status: TestStatus.Failed, failureMessage },
				);
				add((mutantCoverage.perTest[id] ??= {}), counted.perTest[id] ?? {});
			}
		}
		this.files.sort((a, b) => a.ms - b.ms);
		writeFileSync(notes, JSON.stringify(this.files));
		return { status: DryRunStatus.Complete, tests, mutantCoverage };
	}

	async mutantRun({ activeMutant, hitLimit, sandboxFileName, testFilter }: MutantRunOptions): Promise<MutantRunResult> {
		const wanted = testFilter && new Set(testFilter);
		const about = testFilesOf([sandboxFileName]);
		Object.assign(context, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
		// Another process than that of the first run is there before its notes are.
		if (this.files.length === 0) this.files = JSON.parse(readFileSync(notes, 'utf8')) as TestFile[];
		let nrOfTests = 0;
		try {
			for (const { path, loads, tests } of this.files) {
				const only = wanted ? tests.filter((name) => wanted.has(idOf(path, name))) : tests;
				if (only.length === 0 || !loads.includes(sandboxFileName) || !about.includes(path)) continue;
				const run = await runTestFile(path, { only: new Set(only), stopAtFailure: true });
				const outOfHand = determineHitLimitReached(context.hitCount, hitLimit);
				if (outOfHand) return { ...outOfHand, status: MutantRunStatus.Timeout };
				nrOfTests += run.tests.length;
				const failed = run.tests.find(({ failure }) => failure !== undefined);
				if (!failed) continue;
				return {
					status: MutantRunStatus.Killed,
					killedBy: [idOf(path, failed.name)],
					failureMessage: failed.failure ?? '',
					nrOfTests,
				};
			}
			return { status: MutantRunStatus.Survived, nrOfTests };
		} finally {
			delete context.activeMutant;
		}
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'unit-tests', UnitTests)];
