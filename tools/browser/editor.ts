/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, Locator, Page } from 'playwright-core';
import { owner } from '../n8n/rest.ts';
import { launchChromium } from './chromium.ts';

/** A box on the canvas as it is drawn; pixels of the screen. */
export interface DrawnBox {
	title: string;
	/** Font size of the title after zooming. */
	fontSize: number;
	/** The title needs more room than it has. */
	cut: boolean;
	x: number;
	y: number;
	width: number;
	height: number;
}

/** How long the page did not respond, in ms. */
export interface Blocks {
	/** The longest task that the browser reports. */
	longestTask: number;
	/** The longest gap between two ticks of a timer of 50 ms, less these. */
	longestGap: number;
}

declare global {
	interface Window {
		blocks: Blocks;
	}
}

const patience = 120_000;

/** n8n's editor in headless Chromium, at 1440 × 900 as on a laptop, for tests and pictures. */
export class Editor {
	/** Clicks so far, those of logging in left out. */
	clicks = 0;
	readonly page: Page;
	readonly browser: Browser;
	readonly #url: string;

	private constructor(browser: Browser, page: Page, url: string) {
		this.browser = browser;
		this.page = page;
		this.#url = url;
	}

	/** Opens a browser and logs in. */
	static async open(url: string): Promise<Editor> {
		const browser = await launchChromium();
		try {
			const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
			page.setDefaultTimeout(patience);
			page.setDefaultNavigationTimeout(patience);
			await page.goto(`${url}/signin`);
			await page.locator('input[name="emailOrLdapLoginId"], input[type="email"]').first().fill(owner.email);
			await page.locator('input[type="password"]').first().fill(owner.password);
			await page.locator('input[type="password"]').first().press('Enter');
			await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
			return new Editor(browser, page, url);
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** Opens a workflow as a person does who comes back to it. */
	async show(workflowId: string): Promise<void> {
		await this.page.goto(`${this.#url}/workflow/${workflowId}`);
		await this.#drawn();
	}

	/** New workflow, menu, Import, From file; n8n saves it by itself. Answers the id that n8n gave it. */
	async importFile(file: string): Promise<string> {
		await this.page.goto(`${this.#url}/workflow/new`);
		await this.#click(this.#part('workflow-menu'));
		await this.#click(this.#part('workflow-menu-item-import'));
		const chooser = this.page.waitForEvent('filechooser');
		await this.#click(this.#part('workflow-menu-item-import-from-file'));
		const saved = this.page.waitForResponse(
			(response) =>
				response.url().includes('/rest/workflows') && response.request().method() !== 'GET' && response.ok(),
		);
		await (await chooser).setFiles(file);
		await this.#drawn();
		await saved;
		return /\/workflow\/([^/?#]+)/.exec(this.page.url())?.[1] ?? '';
	}

	/** Nodes and boxes with a warning sign. */
	async warnings(): Promise<string[]> {
		return await this.page.evaluate(() =>
			[...document.querySelectorAll('.vue-flow__node')]
				.filter((node) => node.querySelector('[data-icon="node-validation-error"], [data-test-id*="issues"]'))
				.map((node) => node.textContent ?? ''),
		);
	}

	/** The boxes of node groups, as they stand on the screen. */
	async groups(): Promise<DrawnBox[]> {
		return await this.page.evaluate(() => {
			const pane = document.querySelector('.vue-flow__transformationpane');
			const zoom = new DOMMatrix(pane ? getComputedStyle(pane).transform : 'none').a;
			return [...document.querySelectorAll('[data-test-id="canvas-node-group"]')].map((group) => {
				const title = group.querySelector('[data-test-id="canvas-node-group-title"]') ?? group;
				const { x, y, width, height } = group.getBoundingClientRect();
				return {
					title: title.textContent ?? '',
					fontSize: Number.parseFloat(getComputedStyle(title).fontSize) * zoom,
					cut: title.scrollWidth > title.clientWidth || title.scrollHeight > title.clientHeight + 2,
					...{ x, y, width, height },
				};
			});
		});
	}

	/** Everything on the canvas but sticky notes, as it stands on the screen. */
	async boxes(): Promise<Pick<DOMRect, 'x' | 'y' | 'right' | 'bottom'>[]> {
		return await this.page.evaluate(() =>
			[...document.querySelectorAll('.vue-flow__node')]
				.filter((node) => !node.querySelector('[data-test-id="sticky"]'))
				.map((node) => {
					const { x, y, right, bottom } = node.getBoundingClientRect();
					return { x, y, right, bottom };
				}),
		);
	}

	/** Opens the box of a lane; the browser remembers which are open. */
	async expand(title: string): Promise<void> {
		const group = this.page.locator('[data-test-id="canvas-node-group"]', {
			has: this.page.locator('[data-test-id="canvas-node-group-title"]').getByText(title, { exact: true }),
		});
		const toggle = group.locator('[data-test-id="canvas-node-group-toggle"]');
		if ((await toggle.locator('[data-icon="chevron-down"]').count()) === 0) return;
		await this.#click(toggle);
		await this.page.waitForTimeout(1_000);
	}

	/** Opens a node of an open box and presses *Execute step*; `finished` tells when n8n is done. Answers *121 items*. */
	async executeStep(node: string, finished: () => Promise<unknown>): Promise<string> {
		await this.#node(node).dblclick();
		await this.#click(this.#part('node-execute-button'));
		await finished();
		const shown = await this.#part('output-panel').locator('[data-test-id="ndv-items-count"]').textContent();
		await this.#click(this.#part('ndv-close-button'));
		return (shown ?? '').trim();
	}

	/** Types into a field of a node of an open box, and waits until n8n has saved it by itself. */
	async fill(node: string, parameter: string, value: string): Promise<void> {
		await this.#change(node, parameter, async (field) => {
			await field.locator('input, textarea').first().fill(value);
		});
	}

	/** Chooses from the list of a node of an open box, and waits until n8n has saved it by itself. */
	async choose(node: string, parameter: string, option: string): Promise<void> {
		await this.#change(node, parameter, async (field) => {
			await this.#click(field.locator('input').first());
			await this.#click(this.page.locator('.el-select-dropdown__item:visible', { hasText: option }).first());
		});
	}

	/** *Execute workflow* at one trigger. */
	async execute(trigger: string): Promise<void> {
		await this.#node(trigger).hover();
		await this.#click(this.#part(`execute-workflow-button-${trigger}`));
	}

	/** Starts to measure how long the page does not respond. */
	async watch(): Promise<void> {
		await this.page.evaluate(() => {
			const started = window.blocks as Blocks | undefined;
			window.blocks = { longestTask: 0, longestGap: 0 };
			if (started) return;
			new PerformanceObserver((list) => {
				for (const { duration } of list.getEntries())
					window.blocks.longestTask = Math.max(window.blocks.longestTask, duration);
			}).observe({ type: 'longtask' });
			let last = performance.now();
			setInterval(() => {
				const now = performance.now();
				window.blocks.longestGap = Math.max(window.blocks.longestGap, now - last - 50);
				last = now;
			}, 50);
		});
	}

	/** What was measured since `watch`. */
	async blocks(): Promise<Blocks> {
		return await this.page.evaluate(() => window.blocks);
	}

	async #change(node: string, parameter: string, change: (field: Locator) => Promise<void>): Promise<void> {
		await this.#node(node).dblclick();
		const saved = this.page.waitForResponse(
			(response) =>
				response.url().includes('/rest/workflows') && response.request().method() === 'PATCH' && response.ok(),
		);
		await change(this.#part(`parameter-input-${parameter}`));
		await this.#click(this.#part('ndv-close-button'));
		await saved;
	}

	#node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	#part(testId: string): Locator {
		return this.page.locator(`[data-test-id="${testId}"]`).first();
	}

	async #click(locator: Locator): Promise<void> {
		await locator.click();
		this.clicks += 1;
	}

	/** Waits until the canvas has been drawn and fitted, and closes what n8n lays over it on the first visit. */
	async #drawn(): Promise<void> {
		await this.#part('canvas-node-group').waitFor();
		await this.page.waitForTimeout(5_000);
		await this.page.keyboard.press('Escape');
		await this.page.waitForTimeout(500);
	}
}
