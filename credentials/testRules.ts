import type { IAuthenticateRuleResponseCode, IAuthenticateRuleResponseSuccessBody } from 'n8n-workflow';

/** What people read when a credential test is answered with a status. */
export const answered = (value: number, message: string): IAuthenticateRuleResponseCode => ({
	type: 'responseCode',
	properties: { value, message },
});

/** What people read when the answer is a text, such as a web page, that begins with a character. Lists must not be tested so. */
export const beginsWith = (value: string, message: string): IAuthenticateRuleResponseSuccessBody => ({
	type: 'responseSuccessBody',
	properties: { key: '0', value, message },
});
