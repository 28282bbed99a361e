import { inspect } from 'node:util';
import type { IDataObject, INodeExecutionData, INodeListSearchResult } from 'n8n-workflow';
import type { FaultInput } from '../../simulators/core/faults.ts';
import type { TrafficEntry } from '../../simulators/core/traffic.ts';
import {
	demoCredentials,
	startSimulators,
	type RunningSimulators,
	type SimulatorsOptions,
} from '../../simulators/index.ts';
import type { ProcoreChange, SimVendor } from '../../simulators/procore/index.ts';
import type { SapChange } from '../../simulators/sap/index.ts';
import { runNode, searchList, StoredCredential, type NodeRun, type NodeRunResult } from './nodeHarness.ts';
import { asJson, run } from './examples.ts';
import { tablesWith } from './ledgerTables.ts';

type System = 'sap' | 'procore';
type More = Omit<Partial<NodeRun>, 'node' | 'parameters'>;

/** n8n runs on, and sends what failed to the error output. */
export const goOn: More = { onError: 'continueErrorOutput' };

/** Both simulators and a credential for each; notices a secret that shows up anywhere. */
export class World {
	readonly sapCredential: StoredCredential;
	readonly procoreCredential: StoredCredential;
	readonly #shown: string[] = [];

	private constructor(readonly simulators: RunningSimulators) {
		const { sap, procore } = simulators;
		this.sapCredential = new StoredCredential({
			...demoCredentials.sap,
			apiUrl: sap.url,
			systemId: 'S4P',
			language: 'EN',
		});
		this.procoreCredential = new StoredCredential({
			...demoCredentials.procore,
			environment: 'custom',
			loginUrl: procore.url,
			apiUrl: procore.url,
			companyId: String(simulators.dataset.procore.company.id),
		});
	}

	/** Back-off, which is all jitter, is next to none here; waits that a system asks for stay as they are. */
	static async start(options: Partial<SimulatorsOptions> = {}): Promise<World> {
		const { random } = Math;
		jest.spyOn(Math, 'random').mockImplementation(() => random() / 1000);
		return new World(await startSimulators({ dataset: 'tour', limits: false, ...options }));
	}

	/** Fails when a secret or a token was shown in any output, error or kept execution. */
	async close(): Promise<void> {
		jest.restoreAllMocks();
		await this.simulators.close();
		const everything = this.#shown.join('\n');
		for (const secret of this.#secrets())
			if (everything.includes(secret))
				throw new Error(`A secret was shown: ${secret} in ${around(everything, secret)}`);
	}

	async sap(parameters: object, more: More = {}): Promise<NodeRunResult> {
		return await this.#run({
			node: 'sapS4Hana',
			parameters: parameters as IDataObject,
			credential: this.sapCredential,
			...more,
		});
	}

	async procore(parameters: object, more: More = {}): Promise<NodeRunResult> {
		return await this.#run({
			node: 'procore',
			parameters: parameters as IDataObject,
			credential: this.procoreCredential,
			...more,
		});
	}

	/** The vendors that suppliers are to be in Procore, those that are held left out; nobody has decided on any. */
	async desiredVendors(suppliers: object[], vendors: object[]): Promise<IDataObject[]> {
		const { outputs } = await this.#run({
			node: 'sapToProcore',
			parameters: { resource: 'vendor', operation: 'match', run: asJson(run()) },
			inputs: [suppliers, vendors].map((items) => items.map(asJson)),
			tables: tablesWith({}),
		});
		return jsonOf(outputs[0]).filter(({ rule }) => rule !== undefined);
	}

	async upsert(desired: object[], parameters: object = {}, more: More = goOn): Promise<NodeRunResult> {
		const inputs = [desired.map(asJson)];
		return await this.procore({ resource: 'vendor', operation: 'upsertMany', ...parameters }, { inputs, ...more });
	}

	/** Searches a list in the editor. */
	async search(method: string, filter?: string, token?: string, parameters = {}): Promise<INodeListSearchResult> {
		const run = ['searchPurchaseOrders', 'searchPurchaseRequisitions', 'searchSuppliers'].includes(method)
			? { node: 'sapS4Hana' as const, credential: this.sapCredential }
			: { node: 'procore' as const, credential: this.procoreCredential };
		try {
			return await searchList({ ...run, parameters }, method, filter, token);
		} catch (error) {
			this.#shown.push(inspect(error, { depth: 30 }), JSON.stringify(error));
			throw error;
		}
	}

	changeSap(command: SapChange): void {
		this.simulators.sap.simulator.change(command);
	}

	changeProcore(command: ProcoreChange): void {
		this.simulators.procore.simulator.change(command);
	}

	fault(system: System, faults: FaultInput | FaultInput[]): void {
		this.simulators[system].faults.add(faults);
	}

	/** Requests that reached a system, tokens left out; method and path narrow them. */
	calls(system: System, method?: string, path = ''): TrafficEntry[] {
		return this.simulators[system].traffic
			.entries(system)
			.filter((entry) => !entry.url.includes('/oauth') && (method ?? entry.method) === entry.method)
			.filter(({ url }) => url.includes(path));
	}

	forgetCalls(): void {
		this.simulators.sap.traffic.clear();
	}

	/** The vendors that Procore holds. */
	vendors(): SimVendor[] {
		return (this.simulators.procore.simulator.state() as { vendors: SimVendor[] }).vendors;
	}

	vendor(id: number): SimVendor | undefined {
		return this.vendors().find((vendor) => vendor.id === id);
	}

	async #run(run: NodeRun): Promise<NodeRunResult> {
		const result = await runNode(run);
		this.#shown.push(
			JSON.stringify(result),
			inspect(result, { depth: 30, maxStringLength: null, maxArrayLength: null }),
		);
		return result;
	}

	#secrets(): string[] {
		const credentials = [this.sapCredential, this.procoreCredential];
		const known = [demoCredentials.sap, demoCredentials.procore, ...credentials.map(({ data }) => data)].flatMap(
			({ clientId, clientSecret }) => [
				String(clientSecret),
				Buffer.from(`${String(clientId)}:${String(clientSecret)}`).toString('base64'),
			],
		);
		const tokens = credentials.flatMap(({ stored }) =>
			stored.flatMap((token) => String((token as IDataObject | undefined)?.access_token ?? '')),
		);
		return [...known, ...tokens].filter((secret) => secret.length > 4);
	}
}

const around = (text: string, part: string) =>
	text.slice(Math.max(0, text.indexOf(part) - 200), text.indexOf(part) + 50);

/** What n8n shows of an item that failed. */
export function failed(item: INodeExecutionData | undefined): { error: string; details: IDataObject } {
	return item?.json as { error: string; details: IDataObject };
}

export const jsonOf = (items: INodeExecutionData[] | undefined): IDataObject[] => (items ?? []).map(({ json }) => json);

/** A value that has been chosen by its ID in the editor. */
export const byId = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });
