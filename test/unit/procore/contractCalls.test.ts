import type { Clock } from '../../../simulators/core/clock.ts';
import { compared, sum } from '../../../nodes/shared/decimal';
import { pause } from '../../../nodes/shared/http/pause';
import type { DesiredContract } from '../../../nodes/shared/model';
import { company, contract, costCodes, costTypes, endsOf, line, upsert } from './contracts';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));
const pauses = jest.mocked(pause);

const projects = Array.from({ length: 15 }, (_, index) => index + 1);
const codes = costCodes.flatMap((costCode) => costTypes.map((costType) => ({ costCode, costType }))).slice(0, 7);

/** Orders of six lines each, by turns in every project. */
function load(orders: number): DesiredContract[] {
	return Array.from({ length: orders }, (_, index) => {
		const project = projects[index % projects.length] ?? 0;
		const lines = Array.from({ length: 6 }, (_line, at) =>
			line(index, at + 1, project, { ...codes[(index + at) % codes.length], amount: `${index + at + 1}.0${at}` }),
		);
		return contract(index, project, { lines });
	});
}

const refused = ({ calls }: Run) => calls.filter(({ status }) => status >= 400);

function expectTotals(simulated: Simulated, wanted: DesiredContract[]) {
	const held = new Map(simulated.contracts().map((one) => [one.origin_id, one]));
	const wrong = wanted.filter(({ originId, total }) => compared(held.get(originId)?.grand_total ?? '', total) !== 0);
	expect(wrong).toEqual([]);
	expect(held.size).toBe(wanted.length);
}

describe('calls', () => {
	it('of a full load are next to the least possible; of 75 changes under 137 for the whole run; of none no write', async () => {
		const simulated = company(projects);
		const wanted = load(1500);
		const full = await upsert(simulated, wanted);
		expect(full.outcomes.every(({ status }) => status === 'synced')).toBe(true);
		expectTotals(simulated, wanted);
		// One sync of headers and one bulk of WBS codes a project, three reads a project, one sync of lines a contract.
		const least = projects.length + projects.length + 3 * projects.length + wanted.length;
		expect(least / full.calls.length).toBeGreaterThanOrEqual(0.95);
		expect(refused(full)).toEqual([]);

		const changed = wanted.map((one, index) => {
			if (index % 20 !== 0) return one;
			const lines = one.lines.map((each, at) => (at === 0 ? { ...each, amount: sum([each.amount, '10']) } : each));
			return { ...one, lines, total: sum(lines.map(({ amount }) => amount)) };
		});
		const delta = await upsert(simulated, changed);
		expect(delta.outcomes.filter(({ status }) => status === 'synced')).toHaveLength(75);
		// Token, projects and vendors come on top.
		expect(delta.calls.length).toBeLessThanOrEqual(137 - 3);
		expect(refused(delta)).toEqual([]);
		expectTotals(simulated, changed);

		const none = await upsert(simulated, changed);
		expect(new Set(endsOf(none))).toEqual(new Set(['none unchanged']));
		expect(none.writes).toEqual([]);
		expect(none.calls).toHaveLength(projects.length);
	});
});

describe('the quota of 600 an hour and 25 in ten seconds', () => {
	/** Time stands still but for pauses and 80 ms a request. */
	function withTime() {
		let now = Date.parse('2026-10-01T06:00:00Z');
		const clock: Clock = {
			now: () => now,
			setSpeed: () => undefined,
			advance: (ms) => (now += ms),
			set: (iso) => (now = Date.parse(iso)),
			state: () => ({ now: new Date(now).toISOString(), speed: 0 }),
		};
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		pauses.mockImplementation((_context, ms) => Promise.resolve(clock.advance(ms)));
		const simulated = company(projects, { clock, limits: true, hourlyLimit: 600, spikeLimit: 25 });
		simulated.fault = () => void clock.advance(80);
		return { clock, simulated };
	}
	afterEach(() => {
		jest.restoreAllMocks();
		pauses.mockResolvedValue(undefined);
	});

	it('is never overdrawn by a run that may wait for it', async () => {
		const { clock, simulated } = withTime();
		const start = clock.now();
		const wanted = load(630);
		const run = await upsert(simulated, wanted, { options: { maximumWait: 3600 } });
		expect(run.outcomes.every(({ status }) => status === 'synced')).toBe(true);
		expect(refused(run)).toEqual([]);
		expectTotals(simulated, wanted);
		// 690 calls: one full hour, and the rest at 2.5 a second.
		expect(clock.now() - start).toBeLessThan(1.2 * 3_600_000);
	});

	it('ends a run that may not wait so long, and the runs after it go on where it ended, with few calls more', async () => {
		const { clock, simulated } = withTime();
		const wanted = load(630);
		let calls = 0;
		let open = wanted.length;
		for (let hour = 0; hour < 4 && open > 0; hour++) {
			const run = await upsert(simulated, wanted);
			expect(refused(run)).toEqual([]);
			expect(run.calls.length).toBeLessThanOrEqual(600);
			const waiting = run.outcomes.filter(({ status }) => status === 'waiting');
			expect(waiting.every(({ reason }) => reason === 'rate_limited')).toBe(true);
			open = waiting.length;
			calls += run.calls.length;
			clock.advance(3_600_000);
		}
		expect(open).toBe(0);
		expectTotals(simulated, wanted);
		expect(calls).toBeLessThanOrEqual(740);
	});
});
