import { parseArgs } from 'node:util';
import type { DatasetName } from './data/types.ts';
import { demoCredentials, startSimulators } from './index.ts';
import { tokenPath } from './sap/token.ts';

const usage = `npm run simulators -- [options]
  --dataset tour|seed   60 suppliers and 120 orders to look at, or 500 and 1,500 to measure with (tour)
  --sap-port PORT       (4100)
  --procore-port PORT   (4200)
  --traffic FILE        write every request as a JSON line
  --procore-empty       no vendors in Procore at the start
  --no-limits           Procore without its rate limits
  --help`;

function readArguments() {
	const { values } = parseArgs({
		options: {
			dataset: { type: 'string', default: 'tour' },
			'sap-port': { type: 'string', default: '4100' },
			'procore-port': { type: 'string', default: '4200' },
			traffic: { type: 'string' },
			'procore-empty': { type: 'boolean', default: false },
			'no-limits': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const { dataset } = values;
	if (dataset !== 'tour' && dataset !== 'seed') throw new Error(`--dataset: "${dataset}" is neither tour nor seed`);
	const name: DatasetName = dataset;
	return { ...values, dataset: name };
}

function port(name: string, text: string): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number > 65_535) throw new Error(`--${name}: "${text}" is not a port`);
	return number;
}

async function main(): Promise<void> {
	const args = readArguments();
	if (args.help) {
		console.log(usage);
		return;
	}
	const running = await startSimulators({
		dataset: args.dataset,
		sapPort: port('sap-port', args['sap-port']),
		procorePort: port('procore-port', args['procore-port']),
		procoreEmpty: args['procore-empty'],
		limits: !args['no-limits'],
		...(args.traffic === undefined ? {} : { trafficFile: args.traffic }),
	});
	const { sap, procore } = demoCredentials;
	console.log(`${running.summary}

SAP S/4HANA  ${running.sap.url}
  token URL      ${running.sap.url}${tokenPath}
  client id      ${sap.clientId}
  client secret  ${sap.clientSecret}
Procore      ${running.procore.url}
  login URL      ${running.procore.url}
  API URL        ${running.procore.url}
  company id     ${String(running.dataset.procore.company.id)}
  client id      ${procore.clientId}
  client secret  ${procore.clientSecret}

Stop with Ctrl+C.`);
	const stop = () => {
		void running.close();
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

try {
	await main();
} catch (error) {
	console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	process.exitCode = 1;
}
