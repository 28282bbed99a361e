import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { apiError, webAddress, type ApiErrorFields } from '../../shared/http';
import { addressTrouble } from '../../shared/logOn/words';
import { procore } from './system';

/** Where a credential leads: the API's address without a slash at its end, and the company. */
export interface Environment {
	baseUrl: string;
	companyId: string;
	/** Where Procore is in the browser, without a slash at its end; `""` = not known. */
	web: string;
}

/** All zones of production have one API and one log-on: the company ID of a request says where it goes. */
const production = { api: 'https://api.procore.com', logOn: 'https://login.procore.com' };

const hosts = {
	production,
	productionUk01: production,
	productionUs02: production,
	federal: { api: 'https://api.procoregov.com', logOn: 'https://login.procoregov.com' },
	developerSandbox: { api: 'https://sandbox.procore.com', logOn: 'https://login-sandbox.procore.com' },
	monthlySandbox: { api: 'https://api-monthly.procore.com', logOn: 'https://login-sandbox-monthly.procore.com' },
};

/** Addresses of the API by environment; custom ones have none here. */
export const apiAddresses: Record<string, string> = Object.fromEntries(
	Object.entries(hosts).map(([environment, { api }]) => [environment, api]),
);

/** Addresses of the API and of the log-on, without a slash at their end; custom ones as people entered them. */
export function addressesOf(credentials: ICredentialDataDecryptedObject): { api: string; logOn: string } {
	const { environment = 'production', apiUrl = '', loginUrl = '' } = credentials;
	const known = hosts[environment as keyof typeof hosts];
	return known ?? { api: webAddress(String(apiUrl)), logOn: webAddress(String(loginUrl)) };
}

/** Whether a credential leads to one of Procore's own sandboxes; of custom addresses nobody knows. */
export const isSandbox = ({ environment }: ICredentialDataDecryptedObject): boolean =>
	environment === 'developerSandbox' || environment === 'monthlySandbox';

/** Where each is in the browser. That of the federal zone is not published. */
const webs: Record<string, string> = {
	production: 'https://app.procore.com',
	productionUk01: 'https://uk01.procore.com',
	productionUs02: 'https://us02.procore.com',
	developerSandbox: 'https://sandbox.procore.com',
	monthlySandbox: 'https://api-sandbox-monthly.procore.com',
};

/** IDs from here on belong to companies of zones with addresses of their own; which one, the ID does not say. */
const firstIdOfZones = 2 ** 49;

/** What people have entered; else that of the environment, unless the company may be in another zone. */
function webOf({ webUrl, environment }: ICredentialDataDecryptedObject, companyId: string): string {
	const given = webAddress(String(webUrl ?? ''));
	if (given !== '') return given;
	const namesZone = environment === 'productionUk01' || environment === 'productionUs02';
	const isZoned = Number(companyId) >= firstIdOfZones;
	return isZoned && !namesZone ? '' : (webs[String(environment ?? 'production')] ?? '');
}

/**
 * Reads API address and company ID from a credential.
 * @throws NodeApiError `configuration_invalid` when one of them is missing or may not be used
 */
export function readEnvironment(node: INode, credentials: ICredentialDataDecryptedObject): Environment {
	const baseUrl = addressesOf(credentials).api;
	const unfit = companyTrouble(credentials) ?? addressTrouble(procore, 'API URL', baseUrl);
	if (unfit) throw apiError(node, unfit);
	const companyId = companyIdOf(credentials);
	return { baseUrl, companyId, web: webOf(credentials, companyId) };
}

const companyIdOf = ({ companyId }: ICredentialDataDecryptedObject): string => String(companyId ?? '').trim();

/** What is wrong with the company ID of a credential. */
export function companyTrouble(credentials: ICredentialDataDecryptedObject): ApiErrorFields | undefined {
	const companyId = companyIdOf(credentials);
	if (/^\d+$/.test(companyId)) return undefined;
	return {
		message: companyId ? `"${companyId}" is not a Procore company ID` : 'The Procore credential has no company ID',
		description:
			'Every Procore request has to name the company. Open the home page of the company in Procore: its ID is the number in the address of the browser. Enter it as Company ID in the Procore credential.',
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	};
}
