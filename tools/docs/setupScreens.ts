import type { Screen } from './drawnScreen.ts';

const sapDocs = "SAP's documentation";
const procoreDocs = "Procore's documentation";
const user = 'N8N_USER';
const system = 'N8N_PROCORE';
const host = 'https://my123456-api.s4hana.cloud.sap';

/** Screens that the setup pages show as drawings: nobody has had them open yet. By the name of their picture. */
export const setupScreens: Record<string, Screen> = {
	'drawn-sap-user': {
		path: ['Maintain Communication Users', 'New'],
		parts: [
			{ label: 'User Name', value: user },
			{ label: 'Description', value: 'n8n reads for Procore' },
			{ label: 'Password', value: '••••••••', note: '→ Client Secret in n8n' },
		],
		after: sapDocs,
	},
	'drawn-sap-system': {
		path: ['Communication Systems', system],
		parts: [
			{ label: 'System ID', value: system },
			{ label: 'System Name', value: 'n8n' },
			{ check: 'Inbound Only', note: 'SAP never calls n8n' },
			{ heading: 'Users for Inbound Communication' },
			{ columns: ['User Name', 'Authentication Method'], rows: [[user, 'OAuth 2.0']] },
		],
		after: sapDocs,
	},
	'drawn-sap-arrangement': {
		path: ['Communication Arrangements', 'SAP_COM_0008'],
		parts: [
			{ label: 'Scenario', value: 'SAP_COM_0008', note: 'one arrangement for each' },
			{ label: 'Communication System', value: system },
			{ heading: 'Inbound Communication' },
			{ label: 'User Name', value: user },
			{ label: 'Authentication Method', value: 'OAuth 2.0' },
			{ heading: 'OAuth 2.0 Details' },
			{ label: 'Client ID', value: user, note: '→ Client ID in n8n' },
			{
				label: 'Token Service URL',
				value: `${host}/sap/bc/sec/oauth2/token`,
				note: '→ Token URL in n8n, if it is another one',
			},
			{ heading: 'Inbound Services' },
			{
				label: 'Service URL',
				value: `${host}/sap/opu/odata/sap/API_…`,
				note: '→ API URL in n8n: the part before /sap',
			},
		],
		after: sapDocs,
	},
	'drawn-procore-app': {
		path: ['Procore Developers', 'My Apps', 'n8n sync'],
		parts: [
			{ heading: 'Service Account permissions' },
			{
				columns: ['Tool', 'Level', 'Permission'],
				rows: [
					['Directory', 'Company', 'Admin'],
					['Commitments', 'Project', 'Admin'],
					['…', 'as in the tables above', ''],
				],
			},
			{ heading: 'OAuth Credentials' },
			{ label: 'Client ID', value: '3f1c…', note: '→ Client ID in n8n' },
			{ label: 'Client Secret', value: '••••••••', note: '→ Client Secret in n8n' },
		],
		after: procoreDocs,
	},
	'drawn-procore-projects': {
		path: ['Company Admin', 'App Management', 'n8n sync', 'Permitted Projects'],
		parts: [
			{ check: 'Add to all new projects' },
			{
				columns: ['Project', 'Project Number'],
				rows: [
					['Harbor Bridge', 'P-1001'],
					['Lakeview Elementary School', 'P-1002'],
				],
			},
		],
		after: procoreDocs,
	},
};
