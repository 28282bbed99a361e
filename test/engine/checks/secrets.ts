import type { Engine, EngineRun } from '../support/engine.ts';

/** P12. Secrets and tokens in what nodes put out, in errors, or in tables. */
export function shownSecrets(engine: Engine, runs: readonly EngineRun[]): string[] {
	const places: Record<string, unknown> = Object.fromEntries([
		...engine.tables.names().map((name) => [`the table ${name}`, engine.tables.rows(name)]),
		...runs.flatMap(({ executionId, runData, error }) => [
			[`the output of execution ${executionId}`, runData],
			[`the error of execution ${executionId}`, [error, error?.message, error?.description, error?.stack]],
		]),
	]);
	const secrets = engine.secrets();
	return Object.entries(places).flatMap(([place, held]) => {
		const text = textOf(held);
		const shown = secrets.filter((secret) => text.includes(secret));
		return shown.map((secret) => `P12 ${place} shows ${secret.slice(0, 6)}…`);
	});
}

/** Everything in it as text; what is in it a second time is left out. */
function textOf(held: unknown): string {
	const seen = new Set<object>();
	return (
		JSON.stringify(held, (_name, value: unknown) => {
			if (typeof value !== 'object' || value === null) return value;
			if (seen.has(value)) return undefined;
			seen.add(value);
			return value;
		}) ?? ''
	);
}
