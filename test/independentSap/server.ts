// An SAP system that shares nothing with the product and its simulators but the data: OData V4 by SAP's own CAP framework,
// OData V2 by the adapter that is published for it, on models of the services that the product reads. Started by ./index.ts.
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import adapter from '@cap-js-community/odata-v2-adapter';
import cds from '@sap/cds';
import { createGate } from './gate.ts';
import { load, roundSums, showInitialAsNull } from './rows.ts';

/** Fewer than any list has, so that each is cut. */
const pageSize = 7;

const folder = import.meta.dirname;
cds.root = folder;
Object.assign(cds.env.requires, {
	db: { kind: 'sqlite', impl: '@cap-js/sqlite', credentials: { url: ':memory:' } },
	// Log-on is the gate's.
	auth: { kind: 'dummy' },
});
cds.env.query = { limit: { default: pageSize, max: pageSize } };
cds.env.log.levels = Object.fromEntries(['cds', 'odata', 'cov2ap', 'cov2ap/hpm', 'deploy'].map((id) => [id, 'error']));

const gate = createGate(load);
cds.on('bootstrap', (app) => {
	app.use(gate.handler);
	app.use(adapter({ path: 'sap/opu/odata/sap', targetPath: 'odata/v4' }));
});
const server = await cds.server({ from: join(folder, 'models'), in_memory: true, port: 0 });
for (const service of Object.values(cds.services))
	service.after('READ', (rows, { target }) => {
		roundSums(rows);
		if (gate.switches.initialAsNull) showInitialAsNull(rows, target);
	});
// The adapter writes `localhost` into the links of its pages where it was asked at 127.0.0.1.
const url = `http://localhost:${(server.address() as AddressInfo).port}`;
await cds.emit('listening', { server, url });
process.send?.(url);
