import { resolve } from 'node:path';
import { jestExpect } from '@jest/expect';
import { addEventHandler, default as circus, getState, resetState, run } from 'jest-circus';
import { Modules, restoreAllMocks } from './modules.ts';

/** What one test came to. */
export interface TestRun {
	/** Its name with those of the groups around it. */
	name: string;
	/** Milliseconds of the processor. */
	ms: number;
	/** Why it failed; undefined = it passed. */
	failure: string | undefined;
}

export interface Wanted {
	/** Whether the tests run, by the files that the test file has loaded; left out = they do. */
	loaded?: (files: string[]) => boolean;
	/** Names of those that run; left out = all. */
	only?: ReadonlySet<string>;
	/** Called before each test that runs. */
	starts?: (name: string) => void;
	/** Whether the rest is left out once a test has failed. */
	stopAtFailure?: boolean;
}

Object.assign(globalThis, circus, { expect: jestExpect });

/** The part of a test of Jest's that its name is made of. */
interface Named {
	name: string;
	parent?: Named;
}

const nameOf = ({ name, parent }: Named): string => (parent?.parent ? `${nameOf(parent)} ${name}` : name);

let wanted: Wanted = {};
let tests: TestRun[] = [];
let before = process.cpuUsage();

addEventHandler((event) => {
	if (event.name === 'test_started') {
		before = process.cpuUsage();
		wanted.starts?.(nameOf(event.test));
	}
	if (event.name === 'test_done') {
		const { user, system } = process.cpuUsage(before);
		const [error] = event.test.errors.flat();
		const failure = error === undefined ? undefined : String(error?.message ?? error);
		tests.push({ name: nameOf(event.test), ms: (user + system) / 1000, failure });
		if (failure !== undefined && wanted.stopAtFailure) getState().testNamePattern = /(?!)/;
	}
});

/**
 * Runs the tests of a file with modules of its own; one that does not load is a test that failed. `files` are those of the
 * project that it has loaded.
 */
export async function runTestFile(path: string, which: Wanted = {}): Promise<{ tests: TestRun[]; files: string[] }> {
	const modules = new Modules();
	resetState();
	[wanted, tests] = [which, []];
	try {
		modules.load(resolve(path));
		if (which.loaded?.(modules.files) === false) return { tests: [], files: [] };
		const { only } = which;
		const state = getState();
		state.testTimeout = 20_000;
		if (only) state.testNamePattern = Object.assign(/x/, { test: (name: string) => only.has(name) });
		await run();
	} catch (error) {
		tests.push({ name: '(loading)', ms: 0, failure: String(error) });
	} finally {
		restoreAllMocks();
	}
	return { tests, files: modules.files };
}
