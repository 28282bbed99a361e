import { outcome, type Outcome } from '../../../nodes/shared/model';
import {
	aboutToCreate,
	begunRowsOf,
	readBegun,
	stillBegun,
	writeBegun,
} from '../../../nodes/SapToProcore/sync/begunContracts';

const contract = 'sap:S4P:po:4500000001:2201';
const pending = 'sap:S4P:prc:10000001:2201';
const desired = (originId: string, isVoid = false) => ({ desired: { originId, void: isVoid } });
const told = (more: Partial<Outcome> & Pick<Outcome, 'status'>): Outcome =>
	outcome({
		...{ entity: 'purchase_order', sapKey: '4500000001', sapChangedAt: '', originId: contract, projectId: '2201' },
		...{ at: '', action: 'none', procoreId: '', fingerprint: 'abc', previousFingerprint: '' },
		...more,
	});

describe('contracts that a run is about to create', () => {
	it('are those that nothing is on record of', () => {
		const other = 'sap:S4P:po:4500000001:2202';
		const mapped = [desired(contract), desired(other), desired('sap:S4P:po:4500000002:2201', true)];
		expect(aboutToCreate(mapped, [{ origin_id: other }])).toEqual([contract]);
		expect(aboutToCreate([{ outcome: told({ status: 'held' }) }], [])).toEqual([]);
	});

	it('are read as they were written, whatever else somebody puts into the cell', () => {
		expect(readBegun(writeBegun([contract, pending]))).toEqual([contract, pending]);
		expect(writeBegun([])).toBe('');
		for (const cell of ['', 'x', '{}', '[1]', 'null', '["']) expect(readBegun(cell)).toEqual([]);
	});

	it('are known by order or requisition, and project; those of another SAP system are not ours', () => {
		expect(begunRowsOf([contract, pending, 'sap:S4Q:po:1:2', 'sap:S4P:po:1', ''], 'S4P')).toEqual([
			{ sap_key: '4500000001', project_id: '2201', origin_id: contract, isBegun: true },
			{ sap_key: '10000001', project_id: '2201', origin_id: pending, isBegun: true },
		]);
	});

	it('are forgotten once they are on record', () => {
		expect(stillBegun([contract, pending], [], [{ origin_id: contract }])).toEqual([pending]);
	});

	it('are forgotten where they are not wanted any more, and not there', () => {
		expect(stillBegun([contract], [told({ status: 'ignored', reason: 'order_deleted' })], [])).toEqual([]);
	});

	it.each<[string, Partial<Outcome> & Pick<Outcome, 'status'>]>([
		['they are held before anything is sent, so that not every run writes them down anew', { status: 'held' }],
		['the quota of Procore ended before it was read', { status: 'waiting', reason: 'quota' }],
		['nobody knows whether Procore took them', { status: 'failed', reason: 'no_answer' }],
		['their project is closed, so that Procore was not asked', { status: 'held', fingerprint: '' }],
		['somebody has to decide on one that is there', { status: 'held', procoreId: '77' }],
		['only another project of the order has a result', { status: 'held', originId: 'sap:S4P:po:4500000001:2202' }],
	])('are kept where %s', (_what, fields) => {
		expect(stillBegun([contract], [told(fields)], [])).toEqual([contract]);
	});
});
