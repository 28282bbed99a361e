import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { version } from 'n8n-workflow/package.json';

/** The lowest n8n that this package is tested on: `test/versions/run.ts`. */
const oldest = [2, 33] as const;

/**
 * n8n tells nodes no version of its own; that of its package n8n-workflow has the same first two numbers.
 * @throws NodeOperationError when n8n is older than what the package is made for; nothing was started then
 */
export function requireN8nVersion(context: IExecuteFunctions): void {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
	throw new NodeOperationError(
		context.getNode(),
		`This n8n is too old: it brings n8n-workflow ${version}, and the package needs n8n ${oldest.join('.')} or newer`,
		{
			description:
				'Update n8n. If n8n is newer than that, an old n8n-workflow was installed beside this package: remove it. Nothing was started.',
			failure: { cause: 'configuration-invalid' },
		},
	);
}
