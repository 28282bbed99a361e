import { reasonOf } from '../../../nodes/shared/http';
import { isWebPage, readErrorBody } from '../../../nodes/SapS4Hana/odata/errorBody';
import { answerError } from '../../../nodes/SapS4Hana/odata/errors';
import type { ODataService } from '../../../nodes/SapS4Hana/odata/service';
import { node } from './fakes';

const suppliers: ODataService = { path: '/sap/opu/odata/sap/API_BUSINESS_PARTNER', version: 'V2' };

const v2 = (code: string, value: string) => ({
	error: {
		code,
		message: { lang: 'en', value },
		innererror: { transactionid: 'TX0001', timestamp: '20261001060000.1234560', errordetails: [] },
	},
});
const v4 = (code: string, message: string) => ({
	error: {
		code,
		message,
		innererror: {
			ErrorDetails: {
				'@SAP__common.Application': { ServiceId: 'X' },
				'@SAP__common.TransactionId': 'TX0004',
				'@SAP__common.Timestamp': '20261001060000.123456',
			},
		},
	},
});
const xml = `<?xml version="1.0"?><error xmlns="http://schemas.example/metadata"><code>ABC/001</code><message xml:lang="en">Not &lt;this&gt; &amp; that</message><innererror><transactionid>TXXML</transactionid><timestamp>2026</timestamp></innererror></error>`;
const html = '<!DOCTYPE html>\n<html><head><title>Log on &amp; on</title></head><body></body></html>';

describe('bodies of refusals', () => {
	it.each([
		['V2', v2('A/1', 'No'), ['odata', 'A/1', 'No', 'TX0001', '20261001060000.1234560']],
		['V4', v4('B/2', 'Nor'), ['odata', 'B/2', 'Nor', 'TX0004', '20261001060000.123456']],
		['XML', xml, ['odata', 'ABC/001', 'Not <this> & that', 'TXXML', '2026']],
		['HTML', html, ['webPage', '', 'Log on & on', '', '']],
		['without inner error', { error: { code: 7, message: 'x' } }, ['odata', '7', 'x', '', '']],
		['empty error', { error: {} }, ['odata', '', '', '', '']],
		['text', 'Service Unavailable', ['other', '', '', '', '']],
		['nothing', undefined, ['other', '', '', '', '']],
		['a list', [], ['other', '', '', '', '']],
	])('reads %s', (_, body, [kind, code, message, transactionId, timestamp]) => {
		expect(readErrorBody(body)).toEqual({ kind, code, message, transactionId, timestamp });
	});

	it('tells web pages from XML', () => {
		expect(isWebPage('  <!-- x --> <html lang="en">')).toBe(true);
		expect(isWebPage(xml)).toBe(false);
		expect(isWebPage({})).toBe(false);
	});
});

describe('errors for people', () => {
	const errorFor = (status: number, body: unknown, service = suppliers, headers: Record<string, string> = {}) =>
		answerError(node, { status, headers, body }, service);

	it.each([
		[
			'no permission',
			403,
			v2('X', 'No authorization'),
			'service_not_available',
			/not activated or the communication user/,
		],
		['no service, with 404', 404, v2('/IWFND/MED/170', 'No service'), 'service_not_available', /not activated/],
		[
			'no permission, web page as body',
			403,
			'<html><title>Forbidden</title></html>',
			'service_not_available',
			/not activated/,
		],
		['no entity', 404, v2('/IWFND/CM_MGW/051', 'Resource not found'), 'not_found', /nothing at the address/],
		['a query that is wrong', 400, v4('/IWBEP/1', 'Invalid filter'), 'bad_request', /did not accept the query/],
		['a refusal behind 200', 200, v2('A', 'b'), 'bad_request', /did not accept the query/],
		['too many requests', 429, '', 'system_unavailable', /too many requests/],
		['a breakdown', 500, html, 'system_unavailable', /could not answer \(status 500\)/],
		['a status of the future', 511, '', 'system_unavailable', /status 511/],
		['a redirect', 302, '', 'configuration_invalid', /sent the request elsewhere instead/],
		['a log-on page', 200, html, 'configuration_invalid', /web page instead of data/],
		['Atom', 200, '<feed/>', 'configuration_invalid', /no OData V2 answer/],
		['JSON of another kind', 200, { hello: 1 }, 'configuration_invalid', /no OData V2 answer for API_BUSINESS_PARTNER/],
	])('explains %s', (_, status, body, reason, message) => {
		const error = errorFor(status, body);
		expect(reasonOf(error)).toBe(reason);
		expect(error.message).toMatch(message);
		expect(error.description).toBeTruthy();
	});

	it('names the communication scenario, and SAP transaction and time', () => {
		const { description } = errorFor(403, v2('/IWFND/MED/170', 'No service found'));
		expect(description).toContain('SAP_COM_0008');
		expect(description).toContain('No service found (/IWFND/MED/170)');
		expect(description).toContain('transaction ID TX0001');
		expect(description).toContain('20261001060000.1234560');
	});

	it.each([
		['by code', v2('005056A509B11EE1B9A8FEA8DE87F78E', "Property 'Foo' not found in type 'A_SetType'")],
		[
			'by code in a longer code',
			v2('/IWCOR/CX_X/005056A509B11EE1B9A8FEA8DE87F78E', 'Property Foo not found in type API_X.A_SetType'),
		],
		['by text', v4('X', 'Property Foo not found in type com.sap.api_x.v0001.A_Set_Type')],
	])('names a field that the release lacks, its entity set and service (%s)', (_, body) => {
		const error = errorFor(400, body);
		expect(error.message).toBe('This SAP release has no field Foo in A_Set of API_BUSINESS_PARTNER');
		expect(error.description).toMatch(/ask the SAP administrator .* choose the other API of the service/);
	});

	it('does without the entity set where SAP does not name it', () => {
		const { message } = errorFor(400, v4('005056A509B11EE1B9A8FEA8DE87F78E', 'Property Foo not found'));
		expect(message).toBe('This SAP release has no field Foo in API_BUSINESS_PARTNER');
	});

	it('does without the name of the field in other languages', () => {
		const body = v2('005056A509B11EE1B9A8FEA8DE87F78E', '属性未找到');
		expect(errorFor(400, body).message).toMatch(/does not know a field/);
	});

	it('names the host of a redirect but not its path, which may hold tickets', () => {
		const error = errorFor(302, '', suppliers, { location: 'https://login.example/sso?ticket=123' });
		expect(error.message).toContain('login.example');
		expect(`${error.message} ${error.description}`).not.toContain('ticket');
	});
});
