// What is used of SAP's CAP and its adapter for OData V2, which bring no types of their own.

declare module '@sap/cds' {
	import type { Server } from 'node:http';

	export interface Definition {
		key?: boolean;
		type: string;
		isAssociation?: boolean;
		elements: Record<string, Definition>;
		/** What an association leads to. */
		_target?: Definition;
	}

	interface Service {
		after(event: 'READ', handler: (rows: unknown, request: { target: Definition }) => void): void;
	}

	const cds: {
		root: string;
		env: { requires: Record<string, object>; query: object; log: { levels: object } };
		model: { definitions: Record<string, Definition> };
		services: Record<string, Service>;
		ql: {
			INSERT: { into(entity: string): { entries(rows: readonly object[]): object } };
			DELETE: { from(entity: string): object };
		};
		run(query: object): Promise<unknown>;
		on(event: 'bootstrap', handler: (app: { use(handler: unknown): void }) => void): void;
		emit(event: 'listening', payload: { server: Server; url: string }): Promise<void>;
		server(options: { from: string; in_memory: boolean; port: number }): Promise<Server>;
	};
	export default cds;
}

declare module '@cap-js-community/odata-v2-adapter' {
	/** A handler for Express. */
	export default function adapter(options: { path: string; targetPath: string }): unknown;
}
