import { randomBytes } from 'node:crypto';
import type { Credential } from '../tools/n8n/import.ts';
import { demoCredentials, type RunningSimulators } from '../simulators/index.ts';

/** What lets somebody in from outside: to the webhook, and to the pages and forms that people open. New at each start. */
export interface Access {
	webhook: { header: string; value: string };
	pages: { user: string; password: string };
	/** Of the replay form. */
	replay: { user: string; password: string };
}

export function newAccess(): Access {
	const random = () => randomBytes(18).toString('base64url');
	return {
		webhook: { header: 'X-Sap-Procore-Key', value: random() },
		pages: { user: 'demo', password: random() },
		replay: { user: 'operator', password: random() },
	};
}

/** A mail server that takes everything without a log-in. */
export interface MailServer {
	host: string;
	port: number;
}

/** Which services the SAP credential names; V4 by default. */
export interface SapApis {
	purchaseOrderApi?: 'V2' | 'V4';
	purchaseRequisitionApi?: 'V2' | 'V4';
}

/** What a consultant enters in the credentials of the two systems; ids as the templates name them. */
export function credentialsFor(
	{ sap, procore, dataset }: RunningSimulators,
	{ purchaseOrderApi = 'V4', purchaseRequisitionApi = 'V4' }: SapApis = {},
): Credential[] {
	const apis = { purchaseOrderApi, purchaseRequisitionApi };
	return [
		{
			id: 'sapS4HanaCredential',
			name: 'SAP S/4HANA',
			type: 'sapS4HanaOAuth2Api',
			data: { ...demoCredentials.sap, apiUrl: sap.url, systemId: dataset.system, language: 'EN', ...apis },
		},
		{
			id: 'procoreCredential0',
			name: 'Procore',
			type: 'procoreOAuth2Api',
			data: {
				...demoCredentials.procore,
				environment: 'custom',
				loginUrl: procore.url,
				apiUrl: procore.url,
				companyId: String(dataset.procore.company.id),
			},
		},
	];
}

/** The credentials of n8n's own nodes in the templates. Without a mail server none is made for mail. */
export function outsideCredentials({ webhook, pages, replay }: Access, mail?: MailServer): Credential[] {
	const own: Credential[] = [
		{
			id: 'sapProcoreWebhook0',
			name: 'SAP Procore Webhook',
			type: 'httpHeaderAuth',
			data: { name: webhook.header, value: webhook.value },
		},
		{ id: 'sapProcorePages00', name: 'SAP Procore Pages', type: 'httpBasicAuth', data: pages },
		{ id: 'sapProcoreReplay0', name: 'SAP Procore Replay', type: 'httpBasicAuth', data: replay },
	];
	if (!mail) return own;
	const data = { user: '', password: '', ...mail, secure: false, disableStartTls: true, hostName: '' };
	return [...own, { id: 'sapProcoreMail0000', name: 'SAP Procore Mail', type: 'smtp', data }];
}
