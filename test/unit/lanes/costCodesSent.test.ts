import { allAccounts, codesByProject, codesSentAfter, leftOut } from '../../../nodes/SapToProcore/lanes/costCode/sent';
import { readLaneRow, laneRow } from '../../../nodes/SapToProcore/sync/lane';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { costCodeOriginId } from '../../../nodes/shared/originId';
import { outcome, type DesiredCostCode, type Outcome, type OutcomeStatus } from '../../../nodes/shared/model';
import { lane, recordInput, run } from '../../support/examples.ts';

const now = '2026-10-02T08:00:00.000Z';
const code = (projectId: string, number: string, fields: Partial<DesiredCostCode> = {}): DesiredCostCode => ({
	...{ originId: costCodeOriginId('S4P', projectId, number), projectId, code: number, name: `Code ${number}` },
	source: { entity: 'cost_code', sapKey: number, sapChangedAt: null },
	...{ costTypes: ['M', 'S'], remarks: [], ...fields },
});
const desired = [code('2201', '03-100'), code('2201', '03-200'), code('2202', '03-100')];
const hashes = (codes: DesiredCostCode[], at = now) =>
	Object.fromEntries(Object.entries(codesByProject(codes, at)).map(([projectId, { hash }]) => [projectId, hash]));

/** What Procore > Cost Code > Upsert Many says of a code. */
const ended = ({ originId, projectId, code: sapKey }: DesiredCostCode, more: Partial<Outcome> = {}): Outcome =>
	outcome({
		...{ entity: 'cost_code', sapKey, projectId, originId, action: 'none', status: 'unchanged' },
		...{ detail: { wbsCodes: 0 }, ...more },
	});
const read = (codes: DesiredCostCode[]) =>
	outcome({
		...{ entity: 'cost_code', sapKey: allAccounts, action: 'none', status: 'unchanged' },
		...{ covers: ['630000'], detail: { projects: codesByProject(codes, now) } },
	});
const after = (endings: Outcome[], before = {}, through = true) => codesSentAfter(before, endings, through);

describe('cost codes that Procore has', () => {
	it('are remembered by project once each of them is there', () => {
		expect(after([...desired.map((each) => ended(each)), read(desired)])).toEqual(hashes(desired));
		expect(after([...desired.map(leftOut), read(desired)])).toEqual(hashes(desired));
	});

	it.each<[string, Outcome[]]>([
		['one is held', [ended(code('2201', '03-200'), { status: 'held' })]],
		['one was only planned', [ended(code('2201', '03-200'), { status: 'planned' })]],
		['nothing is known of one', []],
		['nobody has looked at the WBS codes of one', [ended(code('2201', '03-200'), { detail: {} })]],
		['one is there twice, and the other not at all', [ended(code('2201', '03-100'))]],
		['one has lost its identity', [ended(code('2201', '03-200'), { originId: '' })]],
	])('are not remembered of a project of which %s', (_, second) => {
		const endings = [ended(code('2201', '03-100')), ...second, ended(code('2202', '03-100'))];
		expect(Object.keys(after([...endings, read(desired)], hashes(desired)))).toEqual(['2202']);
	});

	it('are not remembered of a project of which nothing is known; what else could not be read says nothing of them', () => {
		const unread = outcome({ entity: 'cost_code', sapKey: '630000', action: 'none', status: 'failed' });
		expect(after([unread, ended(code('2202', '03-100')), read(desired)])).toEqual({ 2202: hashes(desired)['2202'] });
	});

	it('that are left out are told as what they are', () => {
		expect(leftOut(code('2201', '03-100'))).toMatchObject({
			...{ entity: 'cost_code', sapKey: '03-100', projectId: '2201', action: 'none', status: 'unchanged' },
			originId: costCodeOriginId('S4P', '2201', '03-100'),
		});
	});

	it('are forgotten of a project that is not among them any more', () => {
		const left = desired.filter(({ projectId }) => projectId === '2202');
		expect(after([...left.map(leftOut), read(left)], hashes(desired))).toEqual(hashes(left));
	});

	it('stay remembered where nothing was decided on, and are forgotten where the lane did not come through', () => {
		expect(after([], hashes(desired))).toEqual(hashes(desired));
		expect(after([...desired.map(leftOut), read(desired)], hashes(desired), false)).toEqual({});
	});

	it('are the same in any order, and others with another code, name or cost type', () => {
		expect(hashes([...desired].reverse())).toEqual(hashes(desired));
		const others = [
			[...desired, code('2201', '03-300')],
			[code('2201', '03-100', { name: 'Concrete' }), ...desired.slice(1)],
			[code('2201', '03-100', { costTypes: ['M'] }), ...desired.slice(1)],
			[code('2201', '03-100', { costTypes: ['MS'] }), ...desired.slice(1)],
			desired.slice(1),
		];
		for (const codes of others) {
			expect(hashes(codes)['2201']).not.toBe(hashes(desired)['2201']);
			expect(hashes(codes)['2202']).toBe(hashes(desired)['2202']);
		}
	});

	it('are compared again on another day: what people delete in Procore is not seen otherwise', () => {
		expect(hashes(desired, '2026-10-02T23:59:59.000Z')).toEqual(hashes(desired));
		expect(hashes(desired, '2026-10-03T00:00:00.000Z')['2201']).not.toBe(hashes(desired)['2201']);
	});

	it.each<[string, OutcomeStatus, boolean]>([
		['a run', 'synced', false],
		['a preview', 'planned', true],
	])('are on record after %s, and read by the next one', (_, status, dryRun) => {
		const endings = [...desired.map((each) => ended(each, { status })), read(desired)];
		const before = { sent: { '2209': 'known' } };
		const recorded = record(
			recordInput({
				outcomes: endings,
				run: run({ dryRun }),
				lane: lane('cost_code', { ...before, reads: true, readWindow: true }),
			}),
		);
		const row = laneRow(run(), recorded.lane);
		expect(readLaneRow('cost_code', [row]).sent).toEqual(dryRun ? before.sent : hashes(desired));
	});
});
