import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Answer, ApiErrorFields } from '../../shared/http';
import { logOn } from '../../shared/logOn/logOn';
import type { Http } from '../../shared/logOn/tokenRequest';
import { addressesOf, companyTrouble } from '../api/environment';
import { elsewhereError, isSuccess, wordsOfAnswer } from '../api/errors';
import { procore } from '../api/system';

/** Logs a Procore credential on, and looks whether the app may see the company: by one of its projects, or none. */
export async function logOnToProcore(
	http: Http,
	credentials: ICredentialDataDecryptedObject,
): Promise<{ session: string }> {
	const addresses = addressesOf(credentials);
	const companyId = String(credentials.companyId ?? '').trim();
	return await logOn(http, credentials, {
		system: procore,
		authentication: 'oAuth2',
		baseUrl: addresses.api,
		token: {
			url: addresses.logOn && `${addresses.logOn}/oauth/token`,
			clientId: String(credentials.clientId ?? ''),
			clientSecret: String(credentials.clientSecret ?? ''),
			sendIn: 'body',
			field: 'Login URL',
			example: 'https://login.procore.com',
		},
		unfit: companyTrouble(credentials),
		look: {
			method: 'GET',
			url: `${addresses.api}/rest/v1.1/projects?company_id=${encodeURIComponent(companyId)}&per_page=1&view=ids`,
			headers: { accept: 'application/json', 'Procore-Company-Id': companyId },
		},
		judge,
	});
}

function judge(answer: Answer): ApiErrorFields | undefined {
	if (!isSuccess(answer)) return answer.status === 404 ? elsewhereError(answer) : wordsOfAnswer(answer, 'project.list');
	return Array.isArray(answer.body) ? undefined : elsewhereError(answer);
}
