import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { generateDataset } from '../../simulators/data/dataset.ts';
import { createClock } from '../../simulators/core/clock.ts';
import { type RunningServer, startServer } from '../../simulators/core/server.ts';
import { createSapSimulator, type SapChange, type SapSimulatorOptions } from '../../simulators/sap/index.ts';

export const data = generateDataset('tour');
export const clientId = 'TEST_CLIENT';
export const clientSecret = 'not a real secret';
export const businessPartners = '/sap/opu/odata/sap/API_BUSINESS_PARTNER';
export const companyCodes = '/sap/opu/odata/sap/API_COMPANYCODE_SRV';
export const purchaseOrdersV2 = '/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV';
export const requisitionsV2 = '/sap/opu/odata/sap/API_PURCHASEREQ_PROCESS_SRV';
export const requisitionsV4 = '/sap/opu/odata4/sap/api_purchaserequisition_2/srvd_a2x/sap/purchaserequisition/0001';
export const glAccounts = '/sap/opu/odata/sap/API_GLACCOUNTINCHARTOFACCOUNTS_SRV';
export const costCenters = '/sap/opu/odata/sap/API_COSTCENTER_SRV';
export const lineItems = '/sap/opu/odata/sap/API_GLACCOUNTLINEITEM';
export const planItems = '/sap/opu/odata/sap/API_FINPLANNINGENTRYITEM_SRV';
export const supplierInvoices = '/sap/opu/odata/sap/API_SUPPLIERINVOICE_PROCESS_SRV';
export const enterpriseProjects = '/sap/opu/odata/sap/API_ENTERPRISE_PROJECT_SRV;v=0002';
export const purchaseOrdersV4 = '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001';

/** An entity as it comes out of JSON. */
export type Entity = Record<string, unknown>;

interface V2List {
	d: { results: Entity[]; __next?: string; __count?: string };
}

interface V4List {
	value: Entity[];
	'@odata.nextLink'?: string;
	'@odata.count'?: number;
}

/** A running SAP simulator on the tour's data and a client that is logged on. */
export interface SapUnderTest {
	server: RunningServer;
	http: AxiosInstance;
	/** Asks for a token and uses it from then on. */
	logOn(secret?: string): Promise<AxiosResponse<Entity>>;
	change(command: SapChange): Promise<AxiosResponse<unknown>>;
	state(): Promise<Entity>;
	/** GET below a service; options are encoded. */
	get(path: string, options?: Record<string, string>): Promise<AxiosResponse<unknown>>;
	/** The list of a V2 set, of the business partner service where none is named; throws when the status is not 200. */
	list(set: string, options?: Record<string, string>, service?: string): Promise<V2List['d']>;
	/** The list of a V4 set, of the purchase order service where none is named; throws when the status is not 200. */
	listV4(set: string, options?: Record<string, string>, service?: string): Promise<V4List>;
}

export async function startSap(options: Partial<SapSimulatorOptions> = {}): Promise<SapUnderTest> {
	const simulator = createSapSimulator({
		clientId,
		clientSecret,
		...data.sap,
		clock: createClock('2026-10-02T08:00:00Z'),
		...options,
	});
	const server = await startServer(simulator);
	const http = axios.create({ baseURL: server.url, validateStatus: () => true });
	const sap: SapUnderTest = {
		server,
		http,
		async logOn(secret = clientSecret) {
			const answer = await http.post<Entity>('/sap/bc/sec/oauth2/token', 'grant_type=client_credentials', {
				auth: { username: clientId, password: secret },
			});
			if (answer.status === 200)
				http.defaults.headers.common.Authorization = `Bearer ${String(answer.data.access_token)}`;
			return answer;
		},
		change: (command) => http.post('/__admin/change', command),
		state: async () => (await http.get<Entity>('/__admin/state')).data,
		get: (path, query = {}) => http.get(`${path}?${new URLSearchParams(query).toString()}`),
		async list(set, query = {}, service = businessPartners) {
			const { status, data: body } = await sap.get(`${service}/${set}`, query);
			if (status !== 200) throw new Error(`${set}: ${String(status)} ${JSON.stringify(body)}`);
			return (body as V2List).d;
		},
		async listV4(set, params = {}, service = purchaseOrdersV4) {
			const { status, data: body } = await http.get<V4List>(`${service}/${set}`, { params });
			if (status !== 200) throw new Error(`${set}: ${String(status)} ${JSON.stringify(body)}`);
			return body;
		},
	};
	await sap.logOn();
	return sap;
}
