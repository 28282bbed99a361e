import type { ICredentialTestRequest } from 'n8n-workflow';
import { addressExpression } from './addressExpression';

/** Sent once the credential has logged on, which has looked at the same answer and said what was wrong with it. */
export const sapTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ ${addressExpression('$credentials.apiUrl')} }}`,
		disableFollowRedirect: true,
		url: '=/sap/opu/odata/sap/API_BUSINESS_PARTNER/?$format=json{{ $credentials.sapClient ? "&sap-client=" + $credentials.sapClient : "" }}',
	},
};
