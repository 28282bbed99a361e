import { join } from 'node:path';
import type { Editor } from '../browser/editor.ts';

interface Example {
	id: string;
	/** Drop-downs that decide which fields there are. */
	choices: Record<string, string>;
	fields: Record<string, string>;
	height: number;
}

/** What somebody enters, instead of the addresses of the simulators. By the name of the picture. */
const examples: Record<string, Example> = {
	sap: {
		id: 'sapS4HanaCredential',
		choices: {},
		fields: { apiUrl: 'https://my123456-api.s4hana.cloud.sap', clientId: 'N8N_USER', systemId: 'S4P' },
		height: 920,
	},
	procore: {
		id: 'procoreCredential0',
		choices: { environment: 'Production' },
		fields: { clientId: '3f1c9a', companyId: '598134325779301' },
		height: 670,
	},
};

/** The window as high as its fields need. What n8n says of the saved values is not true of the examples. */
const style = (height: number) => `
	.el-dialog { height: ${String(height)}px !important }
	.el-dialog, .el-dialog > *, .el-dialog [class*=container] { max-height: none !important }
	[data-test-id="credentials-config-container-test-success"] { display: none }`;

/** Takes a picture of each credential's window, filled in and not saved. */
export async function takeCredentials({ page }: Editor, url: string, folder: string): Promise<void> {
	const part = (id: string) => page.locator(`[data-test-id="${id}"]`);
	await page.setViewportSize({ width: 1000, height: 1360 });
	for (const [name, { id, choices, fields, height }] of Object.entries(examples)) {
		await page.goto(`${url}/home/credentials/${id}`);
		await page.addStyleTag({ content: style(height) });
		for (const [field, choice] of Object.entries(choices)) {
			await part(`parameter-input-${field}`).click();
			await page.getByText(choice, { exact: true }).last().click();
		}
		for (const [field, value] of Object.entries(fields))
			await part(`parameter-input-${field}`).locator('input').fill(value);
		await page.mouse.move(1, 1);
		await page.waitForTimeout(1_000);
		await page
			.locator('.el-dialog:visible')
			.first()
			.screenshot({ path: join(folder, `credential-${name}.png`) });
	}
}
