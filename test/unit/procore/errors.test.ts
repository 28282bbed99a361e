import { readErrorBody, readRowError } from '../../../nodes/Procore/api/errorBody';
import { answerError } from '../../../nodes/Procore/api/errors';
import { reasonOf } from '../../../nodes/shared/http';
import { node } from './fakes';

describe('error bodies', () => {
	it.each<[string, unknown, string]>([
		['generic', { code: 422, message: 'Bad', fields: 'name', reason: 'blank' }, 'Bad; blank; name'],
		['text', { error: 'No access' }, 'No access'],
		[
			'by field',
			{ errors: { name: ["can't be blank"], zip: ['is long', 'is odd'] } },
			"name: can't be blank; zip: is long; zip: is odd",
		],
		['with exception', { message: 'Not found', exception: 'RecordNotFound' }, 'Not found'],
		['list', { errors: [{ message: 'One' }, { name: ['two'] }, 'Three'] }, 'One; name: two; Three'],
		[
			'with details',
			{
				error: {
					code: 'BAD_REQUEST',
					message: 'Invalid',
					details: [{ reason_code: 'X', message: 'too long', source: 'name' }],
				},
			},
			'Invalid; name: too long',
		],
		['details with a code only', { error: { details: [{ code: 'MISSING' }] } }, 'MISSING'],
		['nested', { errors: { vendor: { base: ['no'], city: 'odd' } } }, 'vendor.base: no; vendor.city: odd'],
		['on the whole record', { errors: { base: ['Locked'] } }, 'Locked'],
		['plain text', 'Too many', 'Too many'],
		['HTML', '<html><body>502</body></html>', ''],
		['nothing', undefined, ''],
		['null', null, ''],
	])('reads %s', (_shape, body, text) => expect(readErrorBody(body).text).toBe(text));

	it('names the fields', () => {
		expect(readErrorBody({ errors: { state_code: ['Invalid State Code for Country'] } }).fields).toEqual([
			{ field: 'state_code', message: 'Invalid State Code for Country' },
		]);
	});

	it('takes only the errors of a rejected row, never what was sent', () => {
		const row = { origin_id: 'x', name: 'A', notes: 'my note', errors: { name: ['has been taken'] } };
		expect(readRowError(row).text).toBe('name: has been taken');
		expect(readRowError({ name: 'A', errors: 'all wrong' }).text).toBe('all wrong');
		expect(readRowError({ name: 'A' }).text).toBe('');
	});

	it('keeps secrets out', () => {
		expect(readErrorBody({ message: 'Bearer abcdefghijklmnop is old' }).text).not.toContain('abcdefghijklmnop');
	});
});

describe('errors by status', () => {
	const error = (status: number, body: unknown = { message: 'said so' }) =>
		answerError(node, { status, headers: {}, body }, 'vendor.sync', 3);

	it.each([
		[400, 'procore_rejected'],
		[403, 'permission_missing'],
		[404, 'not_found'],
		[406, 'procore_rejected'],
		[408, 'system_unavailable'],
		[409, 'procore_rejected'],
		[413, 'procore_rejected'],
		[422, 'procore_rejected'],
		[429, 'rate_limited'],
		[500, 'system_unavailable'],
		[503, 'system_unavailable'],
	])('gives %i the reason %s', (status, reason) => {
		expect(reasonOf(error(status))).toBe(reason);
		expect(error(status).httpCode).toBe(String(status));
		expect(`${error(status).message} ${error(status).description}`).toContain('said so');
		expect(error(status).context.itemIndex).toBe(3);
	});

	it.each([200, 302, 404, 405])('takes a web page with status %i for another host', (status) => {
		expect(reasonOf(error(status, '<!doctype html><p>Log on</p>'))).toBe('configuration_invalid');
		expect(error(status, '<html>Log on</html>').message).toContain("does not lead to Procore's API");
	});

	it('takes a web page with status 502 for an outage', () =>
		expect(reasonOf(error(502, '<html></html>'))).toBe('system_unavailable'));

	it('names the permission that lacks, or the app that is not connected', () => {
		expect(error(403).description).toContain('Admin on the company-level Directory tool');
		expect(error(403, { errors: 'App is not connected to this company' }).message).toContain('not connected');
	});
});
