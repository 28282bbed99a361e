import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const checkout = join(__dirname, '..', '..', '..');

interface Cruise {
	summary: { violations: Array<{ from: string; rule: { name: string } }> };
}

/** Checks a folder with these files by the rules of this repository. @returns `file: broken rule`, sorted */
function violationsIn(files: Record<string, string>): string[] {
	const folder = mkdtempSync(join(tmpdir(), 'imports-'));
	try {
		for (const [path, content] of Object.entries({ 'tsconfig.tools.json': '{}', 'package.json': '{}', ...files })) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), content);
		}
		const roots = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
		const checker = join(checkout, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
		const config = join(checkout, '.dependency-cruiser.mjs');
		const args = [checker, '--config', config, '--output-type', 'json', ...roots];
		const printed = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
		const { summary } = JSON.parse(printed) as Cruise;
		return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const leaf = 'export const value = 1;\n';
const imports = (from: string) => `import { value } from '${from}';\nexport const again = value;\n`;

describe('the rules of imports', () => {
	it('find an import that points up, across nodes, out of the package, to the network or to nothing', () => {
		const found = violationsIn({
			'nodes/SapToProcore/actions/run.ts': imports('../lanes/rule'),
			'nodes/SapToProcore/lanes/rule.ts': leaf,
			'nodes/SapToProcore/lanes/upward.ts': imports('../sync/plan'),
			'nodes/SapToProcore/lanes/network.ts': imports('../../shared/http/send'),
			'nodes/SapToProcore/sync/plan.ts': leaf,
			'nodes/Procore/api/across.ts': imports('../../SapToProcore/sync/plan'),
			'nodes/shared/http/send.ts': leaf,
			'nodes/shared/upward.ts': imports('../Procore/api/across'),
			'nodes/shared/unpacked.ts': imports('../../demo/setting'),
			'nodes/shared/nothing.ts': imports('./missing'),
			'nodes/shared/files.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
			'demo/setting.ts': leaf,
			'simulators/sap.ts': imports('../nodes/shared/http/send'),
		});

		expect(found).toEqual([
			'nodes/Procore/api/across.ts: Procore-stands-alone',
			'nodes/SapToProcore/lanes/network.ts: rules-are-pure',
			'nodes/SapToProcore/lanes/upward.ts: SapToProcore-lanes-imports-down',
			'nodes/shared/files.ts: what-ships-brings-no-packages',
			'nodes/shared/nothing.ts: no-import-of-nothing',
			'nodes/shared/unpacked.ts: what-ships-stands-alone',
			'nodes/shared/upward.ts: shared-is-the-ground',
			'simulators/sap.ts: simulators-do-not-know-the-product',
		]);
	});

	it('find files and folders that import each other, also where only types are imported', () => {
		const found = violationsIn({
			'simulators/core/clock.ts':
				"import type { Request } from './request';\nexport interface Clock { last: Request }\n",
			'simulators/core/request.ts':
				"import type { Clock } from './clock';\nexport interface Request { clock: Clock }\n",
			'nodes/shared/http/send.ts': imports('../oauth/token'),
			'nodes/shared/http/retry.ts': leaf,
			'nodes/shared/oauth/token.ts': "export { value } from '../http/retry';\n",
		});

		expect(found).toEqual([
			expect.stringMatching(/^nodes\/shared\/(http|oauth): no-circle-of-folders$/),
			expect.stringMatching(/^nodes\/shared\/(http|oauth): no-circle-of-folders$/),
			expect.stringMatching(/^simulators\/core\/(clock|request)\.ts: no-circle$/),
		]);
	});
});
