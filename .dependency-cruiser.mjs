// Which part may import which. `npm run lint` checks it, type imports included.

/**
 * The layers of each node from top to bottom, as names below its folder. A layer may import what is below it and nothing
 * above it: so a rule can be read, tested and moved without what is built on it.
 */
const layers = {
	SapS4Hana: [['SapS4Hana.node'], ['actions', 'methods', 'logOn'], ['documents'], ['odata']],
	SapToProcore: [
		['SapToProcore.node'],
		['actions', 'methods'],
		['reports', 'explain'],
		['mapping'],
		['sync'],
		['lanes'],
		['lookup', 'ledger'],
	],
	Procore: [
		['Procore.node', 'ProcoreTrigger.node'],
		['actions', 'methods', 'trigger'],
		['objects'],
		['logOn'],
		['api'],
	],
};

const inside = (folder, names) => `^nodes/${folder}/(${names.join('|').replaceAll('.', '\\.')})[/.]`;

/** One rule for each layer that has another above it. */
const importsPointDown = Object.entries(layers).flatMap(([folder, rows]) =>
	rows.slice(1).map((row, index) =>
		forbid({
			name: `${folder}-${row.join('-')}-imports-down`,
			comment: 'Imports point down only: move what both need to the lower layer, or to nodes/shared.',
			from: inside(folder, row),
			to: inside(folder, rows.slice(0, index + 1).flat()),
		}),
	),
);

const nodesStandAlone = Object.keys(layers).map((folder) =>
	forbid({
		name: `${folder}-stands-alone`,
		comment:
			'The three nodes never import each other: each is usable without the others. What they share is in nodes/shared.',
		from: `^nodes/${folder}/`,
		to: `^nodes/(?!${folder}/|shared/)`,
	}),
);

function forbid({ name, comment, from, to }) {
	return { name, comment, severity: 'error', from: { path: from }, to: { path: to } };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		{
			name: 'no-circle',
			comment: 'Files that import each other can only be understood, tested and moved together.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'no-circle-of-folders',
			comment: 'The same for folders: one of the two is the lower one.',
			severity: 'error',
			scope: 'folder',
			from: { path: '^(nodes|simulators|templates)/' },
			to: { circular: true },
		},
		{
			name: 'no-import-of-nothing',
			comment: 'The file or package does not exist.',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^node:' },
		},
		...nodesStandAlone,
		...importsPointDown,
		forbid({
			name: 'shared-is-the-ground',
			comment: 'nodes/shared is below all nodes.',
			from: '^nodes/shared/',
			to: '^nodes/(?!shared/)',
		}),
		forbid({
			name: 'rules-are-pure',
			comment:
				'Lanes, look-ups, what is said about a mapping, the state of a run, explanations and report pages reach no network: they are tested with values alone.',
			from: '^nodes/SapToProcore/(lanes|lookup|mapping|sync|reports|explain)/',
			to: '^nodes/shared/(http|logOn)/',
		}),
		forbid({
			name: 'what-ships-stands-alone',
			comment: 'Only nodes/ and credentials/ are in the package; the rest is not there when it runs.',
			from: '^(nodes|credentials)/',
			to: '^(demo|simulators|templates|test|tools)/',
		}),
		{
			name: 'what-ships-brings-no-packages',
			comment: 'n8n has these packages and takes no others from a community node.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: {
				dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'core'],
				pathNot: '(^|/)node_modules/(n8n-workflow|zod|luxon|@types/luxon|lodash|@types/lodash)/|^(node:)?crypto$',
			},
		},
		forbid({
			name: 'simulators-do-not-know-the-product',
			comment: 'A simulator that shares code with the product shares its mistakes.',
			from: '^simulators/',
			to: '^(nodes|credentials|templates|demo|test)/',
		}),
		forbid({
			name: 'only-tests-import-tests',
			comment: 'What tests need is either in test/support or a part of what is tested.',
			from: '^(?!test/)',
			to: '^test/',
		}),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '^(dist|\\.demo)/' },
		tsConfig: { fileName: 'tsconfig.tools.json' },
		// Imports of types count: they tie files together just as well.
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			extensions: ['.ts', '.mts', '.cts', '.mjs', '.cjs', '.js', '.json'],
			// Stryker's packages have no other way in.
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'default', 'types'],
		},
	},
};
