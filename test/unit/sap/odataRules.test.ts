import { NodeApiError, type INode } from 'n8n-workflow';
import { readDate, readInstant } from '../../../nodes/SapS4Hana/odata/dates';
import { contextOf, openEnvelope } from '../../../nodes/SapS4Hana/odata/envelope';
import { Fields } from '../../../nodes/SapS4Hana/odata/fields';
import { isNoKey, keyGroups, normalKey } from '../../../nodes/SapS4Hana/odata/keys';
import { fieldsIn, guidLiteral, instantLiteral } from '../../../nodes/SapS4Hana/odata/literals';
import { lookUp } from '../../../nodes/SapS4Hana/odata/lookUp';
import { scenarioOf, serviceName, type ODataService } from '../../../nodes/SapS4Hana/odata/service';
import { ownUrl } from '../../../nodes/SapS4Hana/odata/url';

const at = (path: string, version: ODataService['version'] = 'V2'): ODataService => ({ path, version });

describe('A service of SAP', () => {
	it.each([
		['/sap/opu/odata/sap/API_BUSINESS_PARTNER', 'API_BUSINESS_PARTNER', 'SAP_COM_0008'],
		['/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001', 'API_PURCHASEORDER_2', 'SAP_COM_0053'],
		['/sap/opu/odata/sap/API_PURCHASEREQ_PROCESS_SRV;v=2', 'API_PURCHASEREQ_PROCESS_SRV', 'SAP_COM_0102'],
		['/sap/opu/odata4/sap/ce_purchasereq/0001', 'CE_PURCHASEREQ', 'SAP_COM_0102'],
		['/sap/opu/odata/sap/API_GLACCOUNTINCHARTOFACCOUNTS_SRV', 'API_GLACCOUNTINCHARTOFACCOUNTS_SRV', 'SAP_COM_0087'],
		['/sap/opu/odata/sap/API_COSTCENTER_SRV', 'API_COSTCENTER_SRV', 'SAP_COM_0087'],
		['/sap/opu/odata4/sap/api_finplanningentryitem/0001', 'API_FINPLANNINGENTRYITEM', 'SAP_COM_0087'],
		['/sap/opu/odata/sap/API_ENTERPRISE_PROJECT_SRV;v=0002', 'API_ENTERPRISE_PROJECT_SRV', 'SAP_COM_0308'],
		['/sap/opu/odata/sap/API_SUPPLIERINVOICE_PROCESS_SRV', 'API_SUPPLIERINVOICE_PROCESS_SRV', 'SAP_COM_0057'],
		['/sap/opu/odata/sap/YY1_OWN', 'YY1_OWN', undefined],
		['/', '/', undefined],
	])('%s is called %s, and opened by %s', (path, name, scenario) => {
		expect([serviceName(at(path)), scenarioOf(at(path))]).toEqual([name, scenario]);
	});
});

describe('Keys', () => {
	it.each([
		[' 0000100045 ', '100045'],
		['0000', '0'],
		['c-01', 'C-01'],
		['00a1', '00A1'],
	])('%j is %j', (text, key) => {
		expect(normalKey(text)).toBe(key);
	});

	it.each([
		['', true],
		[' 000 ', true],
		['0001', false],
	])('%j says nothing: %s', (text, none) => {
		expect(isNoKey(text)).toBe(none);
	});

	it('are asked for forty at a time', () => {
		const keys = Array.from({ length: 81 }, (_, index) => index);
		expect(keyGroups(keys).map((group) => group.length)).toEqual([40, 40, 1]);
		expect(keyGroups(keys).flat()).toEqual(keys);
		expect(keyGroups([])).toEqual([]);
	});
});

describe('What keys are looked up', () => {
	const node = { name: 'SAP' } as INode;
	const refusal = (reason: string, message = 'No') => {
		const error = new NodeApiError(node, {}, { message });
		error.context.reason = reason;
		return error;
	};
	const looked = async (keys: string[], bad: string[], reason = 'bad_request') => {
		let requests = 0;
		const result = await lookUp(keys, (group) => {
			requests += 1;
			const refused = group.find((key) => bad.includes(key));
			return refused === undefined ? Promise.resolve([...group]) : Promise.reject(refusal(reason, `Not ${refused}`));
		});
		return { found: result.found.sort(), refused: [...result.refused], requests };
	};

	it.each(['bad_request', 'not_found'])(
		'one that SAP refuses as %s is left out, the others are found',
		async (reason) => {
			const { found, refused } = await looked(['a', 'b', 'c', 'd', 'e'], ['c'], reason);
			expect([found, refused]).toEqual([['a', 'b', 'd', 'e'], [['c', 'Not c']]]);
		},
	);

	it('none is asked for alone when SAP is down', async () => {
		await expect(looked(['a', 'b'], ['a'], 'system_unavailable')).rejects.toThrow('Not a');
	});

	it('five may be refused; with the sixth it is about all of them', async () => {
		const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		expect((await looked(keys, keys.slice(0, 5))).refused).toHaveLength(5);
		await expect(looked(keys, keys.slice(0, 6))).rejects.toThrow('Not f');
	});
});

describe('Conditions', () => {
	it('name a UUID and a moment as the version does', () => {
		const uuid = '0f0e0d0c-0000-1111-2222-333344445555';
		expect([guidLiteral('V2', uuid), guidLiteral('V4', uuid)]).toEqual([`guid'${uuid}'`, uuid]);
		expect([instantLiteral('V2', 0), instantLiteral('V4', 0)]).toEqual([
			"datetimeoffset'1970-01-01T00:00:00.000Z'",
			'1970-01-01T00:00:00.000Z',
		]);
	});

	it.each([
		["Supplier eq 'O''Brien and Name' AND Supplier ne '1'", ['Supplier']],
		["substringof('x',Name) or StartsWith(City,'y')", ['Name', 'City']],
		['to_Item/Plant eq null', ['to_Item']],
		['ChangedAt ge 2026-10-01T00:00:00Z and Id eq 0f0e0d0c-abcd-1111-2222-a33344445555', ['ChangedAt', 'Id']],
	])('%s is about %j', (condition, fields) => {
		expect(fieldsIn(condition)).toEqual(fields);
	});
});

describe('Dates', () => {
	it('a moment a zone behind the last day is the last day', () => {
		const last = Date.parse('9999-12-31T23:59:59.999Z');
		expect(readDate(`/Date(${last + 3_600_000})/`)).toBe(last);
		expect(readDate(`/Date(${last + 400 * 86_400_000})/`)).toBeUndefined();
	});

	it('far before the first day is no date, and not the initial one', () => {
		expect(readDate('/Date(-62135769600000)/')).toBeNull();
		expect(readDate('/Date(-72135769600000)/')).toBeUndefined();
	});

	it.each(['2026-10-01T24:00:00Z', '2026-10-01T23:60:00Z', '2026-10-01T23:59:60Z', '2026-02-30'])(
		'%s is no moment',
		(text) => {
			expect(readInstant(text)).toBeUndefined();
		},
	);
});

describe('Answers', () => {
	it('of V4.01 have annotations without a prefix', () => {
		const body = {
			'@context': '$metadata#A',
			value: [{ Id: 1, 'Items@nextLink': 'more', Items: [{ No: 1 }] }],
			'@nextLink': 'next',
		};
		expect(openEnvelope(body, 'V4')).toEqual({
			rows: [{ Id: 1, Items: [{ No: 1 }] }],
			next: 'next',
			cut: [{ rows: [{ No: 1 }], next: 'more' }],
		});
		expect([contextOf(body), contextOf({ '@context': 5 }), contextOf([])]).toEqual([
			'$metadata#A',
			undefined,
			undefined,
		]);
	});

	it('with a value that is no list are neither a list nor an entity', () => {
		expect(openEnvelope({ '@odata.context': 'x', value: 'text' }, 'V4')).toBeUndefined();
		expect(openEnvelope({ '@odata.context': 'x', Id: 1 }, 'V4')).toEqual({ rows: [{ Id: 1 }] });
	});

	it('with an empty link are at their end', () => {
		expect(openEnvelope({ value: [], '@odata.nextLink': '' }, 'V4')).toEqual({ rows: [] });
		expect(openEnvelope({ d: { results: [], __next: null } }, 'V2')).toEqual({ rows: [] });
	});

	it.each([
		['/sap/opu/odata/sap/api_x/A?$skiptoken=1', 'https://host.test/gate/sap/opu/odata/sap/API_X/A?$skiptoken=1'],
		['https://inside.local/gate/other/A?x=1', 'https://host.test/gate/other/A?x=1'],
		['https://inside.local/other/A', 'https://host.test/gate/other/A'],
	])('with the link %s: it is asked for at %s', (link, url) => {
		const from = { url: 'https://host.test/gate/sap/opu/odata/sap/API_X/A', context: undefined };
		expect(ownUrl(link, from, 'https://host.test/gate/', at('/sap/opu/odata/sap/API_X'))).toBe(url);
	});
});

describe('Fields of a row', () => {
	const read = <T>(row: object, take: (fields: Fields) => T) => {
		const fields = new Fields(row as never);
		return [take(fields), fields.problems];
	};

	it('blanks are no text that a record cannot do without', () => {
		expect(read({ Name: '  ' }, (fields) => fields.required('Name'))).toEqual(['', ['Name is empty']]);
	});

	it('a list that SAP sends as null is empty; one that it did not send is missing', () => {
		expect(read({ Items: null }, (fields) => fields.many('Items'))).toEqual([[], []]);
		expect(read({}, (fields) => fields.many('Items'))).toEqual([[], ['Items is missing']]);
		expect(read({}, (fields) => fields.optionalMany('Items'))).toEqual([[], []]);
	});

	it('what is wrong is told once, with the way to it', () => {
		const twice = (fields: Fields) => [fields.one('Header').date('At'), fields.one('Header').date('At')];
		expect(read({ Header: { At: 'x' } }, twice)).toEqual([[undefined, undefined], ['Header/At is not a date']]);
	});

	it('a decimal that cannot be read is 0 beside what is wrong', () => {
		const amount = (fields: Fields) => fields.requiredDecimal('Amount');
		expect(read({ Amount: 'x' }, amount)).toEqual(['0', ['Amount is not an exact decimal number']]);
		expect(read({}, amount)).toEqual(['0', ['Amount is empty']]);
		expect(read({ Amount: '1.50' }, amount)).toEqual(['1.50', []]);
	});

	it.each([
		['', 'is empty'],
		['E?', 'is not a currency key'],
	])('the currency %j %s', (Currency, what) => {
		expect(read({ Currency }, (fields) => fields.currency('Currency'))).toEqual([Currency, [`Currency ${what}`]]);
	});
});
