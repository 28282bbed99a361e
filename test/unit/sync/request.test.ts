import { entities } from '../../../nodes/shared/model';
import { readRequest } from '../../../nodes/SapToProcore/sync/request';

const field = (given: unknown) => {
	const request = readRequest(given);
	return 'field' in request ? request.field : undefined;
};

describe('a request for a replay', () => {
	it.each<[string, unknown, object]>([
		['nothing: all that is due', {}, { entity: '', key: '' }],
		['empty fields', { entity: '', key: '' }, { entity: '', key: '' }],
		['fields that are null, as a form leaves them', { entity: null, key: null }, { entity: '', key: '' }],
		['one entity', { entity: 'purchase_order' }, { entity: 'purchase_order', key: '' }],
		['one entity as people call it', { entity: 'Purchase orders' }, { entity: 'purchase_order', key: '' }],
		['one document', { entity: 'supplier', key: ' 10300001 ' }, { entity: 'supplier', key: '10300001' }],
		['a key that was sent as number', { key: 4500000001 }, { entity: '', key: '4500000001' }],
		['a key as long as they may be', { key: 'x'.repeat(60) }, { entity: '', key: 'x'.repeat(60) }],
		['a key in blanks', { entity: '  ', key: ' ' }, { entity: '', key: '' }],
		['an entity in blanks and capitals', { entity: ' SUPPLIER ' }, { entity: 'supplier', key: '' }],
		['a WBS element', { entity: 'actual_cost', key: 'P-1001.01/Ä' }, { entity: 'actual_cost', key: 'P-1001.01/Ä' }],
		[
			'chosen documents',
			{
				documents: [
					{ entity: 'actual_cost', key: '1|'.repeat(99) },
					{ entity: 'Suppliers', key: 7 },
				],
			},
			{
				entity: '',
				key: '',
				documents: [
					{ entity: 'actual_cost', key: '1|'.repeat(99) },
					{ entity: 'supplier', key: '7' },
				],
			},
		],
	])('may be %s', (_, given, selection) => {
		expect(readRequest(given)).toEqual({ selection });
	});

	it('knows every entity by both of its names', () => {
		for (const entity of entities) expect(readRequest({ entity })).toEqual({ selection: { entity, key: '' } });
	});

	it.each<[string, unknown, string]>([
		['a list', [], 'body'],
		['text', 'purchase_order', 'body'],
		['nothing at all', null, 'body'],
		['a switch for a key', { key: true }, 'key'],
		['an object for a key', { key: {} }, 'key'],
		['documents beside an entity', { entity: 'supplier', documents: [{ entity: 'supplier', key: '7' }] }, 'documents'],
		['one document that is none', { documents: [{ entity: 'supplier', key: '7' }, null] }, 'documents'],
		['one without an entity', { documents: [{ entity: 'supplier', key: '7' }, { key: '8' }] }, 'documents'],
		['an entity that does not exist', { entity: 'vendor' }, 'entity'],
		['an entity that is no word', { entity: 7 }, 'entity'],
		['several keys', { key: ['1', '2'] }, 'key'],
		['a broken number', { key: 1.5 }, 'key'],
		['a key with a line break', { key: '45\n01' }, 'key'],
		['a key that no document has', { key: 'x'.repeat(61) }, 'key'],
		['no documents', { documents: [] }, 'documents'],
		['a document without a number', { documents: [{ entity: 'supplier' }] }, 'documents'],
		['a document of nothing', { documents: [{ key: '7' }] }, 'documents'],
		['documents beside a key', { key: '7', documents: [{ entity: 'supplier', key: '7' }] }, 'documents'],
		['too many documents', { documents: Array(401).fill({ entity: 'supplier', key: '7' }) }, 'documents'],
		['a slip of the pen, which would replay everything', { entitty: 'supplier' }, 'entitty'],
	])('is refused with the field that is wrong: %s', (_, given, wrong) => {
		expect(field(given)).toBe(wrong);
		expect(readRequest(given)).toMatchObject({ message: expect.stringContaining(`"${wrong}"`) as unknown });
	});

	it('may name as many documents as a run works through', () => {
		const documents = Array(400).fill({ entity: 'supplier', key: '7' });
		expect(readRequest({ documents })).toMatchObject({ selection: { documents: { length: 400 } } });
	});

	it('is refused in few words, however long the name of a wrong field is', () => {
		const request = readRequest({ ['x'.repeat(10_000)]: 1 });
		expect('message' in request && request.message.length).toBeLessThan(200);
	});
});
