import { unwrittenContracts } from '../../../nodes/SapToProcore/lanes/requisition/contracts';

const contract = 'sap:S4P:po:45:1';
const exception = { entity: 'purchase_order', sap_key: '45', project_id: '1', status: 'open' };
const has = (exceptions: object[], written: string[] = [], originId = contract) =>
	unwrittenContracts(
		'S4P',
		written.map((origin_id) => ({ origin_id })),
		exceptions.map((each) => ({ ...exception, ...each })),
	).has(originId);

describe('a contract that is known not to be in Procore', () => {
	it.each<[boolean, string, object[]]>([
		[true, 'its order is held in its project', [{}]],
		[true, 'its order is held as a whole', [{ project_id: '' }]],
		[true, 'so it is by one of several exceptions', [{ sap_key: '46' }, {}]],
		[false, 'nothing says so', []],
		[false, 'its order is held in another project', [{ project_id: '2' }]],
		[false, 'another order is held', [{ sap_key: '46' }]],
		[false, 'the lane as a whole is in trouble', [{ sap_key: '', project_id: '' }]],
		[false, 'the exception is resolved', [{ status: 'resolved' }]],
		[false, 'it is about another kind of document', [{ entity: 'requisition' }]],
	])('%s: %s', (expected, _, exceptions) => {
		expect(has(exceptions)).toBe(expected);
	});

	it('is none that is on record as written, whatever happened to its order since', () => {
		expect(has([{}], [contract])).toBe(false);
		expect(has([{}], ['sap:S4P:po:45:2'])).toBe(true);
	});

	it.each(['sap:S4X:po:45:1', 'sap:S4P:pr:45:1', 'sap:S4P:po::1', 'erp:17', ''])(
		'is none of ours with the ID "%s"',
		(id) => {
			expect(has([{}, { sap_key: '', project_id: '1' }], [], id)).toBe(false);
		},
	);
});
