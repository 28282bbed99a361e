import { ProcoreOAuth2Api } from '../../../credentials/ProcoreOAuth2Api.credentials';
import { addressesOf, apiAddresses, isSandbox } from '../../../nodes/Procore/api/environment';

const { properties, test: credentialTest } = new ProcoreOAuth2Api();
const options = properties.find(({ name }) => name === 'environment')?.options as Array<{ value: string }>;
const environments = options.map(({ value }) => value);

describe('environments of the credential', () => {
	it('each has addresses, but the one with custom URLs', () => {
		expect(environments.filter((value) => value !== 'custom').sort()).toEqual(Object.keys(apiAddresses).sort());
	});

	it('custom URLs are as they were entered', () => {
		const addresses = addressesOf({
			environment: 'custom',
			apiUrl: 'proxy.example/api/',
			loginUrl: 'http://localhost:1',
		});
		expect(addresses).toEqual({ api: 'https://proxy.example/api', logOn: 'http://localhost:1' });
	});

	it.each([
		['production', 'https://login.procore.com'],
		['productionUk01', 'https://login.procore.com'],
		['productionUs02', 'https://login.procore.com'],
		['federal', 'https://login.procoregov.com'],
		['developerSandbox', 'https://login-sandbox.procore.com'],
		['monthlySandbox', 'https://login-sandbox-monthly.procore.com'],
	])('%s logs on at %s', (environment, logOn) => {
		expect(addressesOf({ environment }).logOn).toBe(logOn);
	});

	it('only sandboxes are sandboxes: the conformance check writes nowhere else', () => {
		expect(environments.filter((environment) => isSandbox({ environment })).sort()).toEqual([
			'developerSandbox',
			'monthlySandbox',
		]);
	});

	it.each(environments)('the test of %s asks where the nodes ask', (environment) => {
		const $credentials = { environment, apiUrl: 'proxy.example' };
		const expression = String(credentialTest.request.baseURL).replace(/^=\{\{|\}\}$/g, '');
		expect(expression).not.toContain('}}');
		// As n8n does.
		const evaluate = Function('$credentials', `return ${expression}`) as (given: object) => string;
		expect(evaluate($credentials)).toBe(addressesOf($credentials).api);
	});
});
