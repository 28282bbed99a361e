import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';
import { apiError, webAddress } from '../../shared/http';

/** Where a credential leads: the API's address without a slash at its end, and the company. */
export interface Environment {
	baseUrl: string;
	companyId: string;
	/** Where Procore is in the browser, without a slash at its end; `""` = not known. */
	web: string;
}

const bases: Record<string, string> = {
	production: 'https://api.procore.com',
	developerSandbox: 'https://sandbox.procore.com',
	monthlySandbox: 'https://api-monthly.procore.com',
};

const webs: Record<string, string> = {
	production: 'https://app.procore.com',
	developerSandbox: 'https://sandbox.procore.com',
	monthlySandbox: 'https://api-sandbox-monthly.procore.com',
};

/** IDs from here on belong to companies of zones with addresses of their own, such as us02.procore.com. */
const firstIdOfZones = 2 ** 49;

/** What people have entered; else that of the environment, unless the company may be in another zone. */
function webOf({ webUrl, environment }: ICredentialDataDecryptedObject, companyId: string): string {
	const given = webAddress(String(webUrl ?? ''));
	if (given !== '') return given;
	const isZoned = Number(companyId) >= firstIdOfZones;
	return isZoned ? '' : (webs[String(environment ?? 'production')] ?? '');
}

/**
 * Reads API address and company ID from a credential.
 * @throws NodeApiError `configuration_invalid` when one of them is missing
 */
export function readEnvironment(node: INode, credentials: ICredentialDataDecryptedObject): Environment {
	const companyId = String(credentials.companyId ?? '').trim();
	if (!/^\d+$/.test(companyId)) {
		throw apiError(node, {
			message: companyId ? `"${companyId}" is not a Procore company ID` : 'The Procore credential has no company ID',
			description:
				'Every Procore request has to name the company. Open the home page of the company in Procore: its ID is the number in the address of the browser. Enter it as Company ID in the Procore credential.',
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
	}
	const baseUrl =
		bases[String(credentials.environment ?? 'production')] ?? webAddress(String(credentials.apiUrl ?? ''));
	if (!baseUrl) {
		throw apiError(node, {
			message: 'The Procore credential has no API URL',
			description:
				'With Environment set to Custom URLs, enter the API URL in the Procore credential, or choose one of the environments.',
			failure: { cause: 'configuration-invalid' },
			reason: 'configuration_invalid',
		});
	}
	return { baseUrl, companyId, web: webOf(credentials, companyId) };
}
