/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { packageDir } from './world.ts';

/** Where the pictures of a test run are kept: people look rather than read. */
const pictures = join(packageDir, '.demo', 'e2e', 'pages');

/** Pixels of a page that are kept: a picture of 50,000 takes more memory than a small machine has. */
const tallest = 6_000;

export interface Opening {
	url: string;
	user?: string;
	password?: string;
}

interface Look {
	width: number;
	colorScheme: 'light' | 'dark';
	media: 'screen' | 'print';
	/** What axe looks at costs seconds a page, and differs by width and colours, not by each pair of them. */
	axe?: true;
}

const looks: Look[] = [
	{ width: 360, colorScheme: 'light', media: 'screen', axe: true },
	{ width: 360, colorScheme: 'dark', media: 'screen' },
	{ width: 1400, colorScheme: 'light', media: 'screen' },
	{ width: 1400, colorScheme: 'dark', media: 'screen', axe: true },
	{ width: 1000, colorScheme: 'light', media: 'print' },
];

/**
 * What a page does wrong in headless Chromium: narrow and wide, light and dark, on paper, folded up and unfolded. [] = nothing.
 * It is loaded once: n8n answers the same to every browser.
 */
export async function faultsOfPage(browser: Browser, name: string, opening: Opening): Promise<string[]> {
	mkdirSync(pictures, { recursive: true });
	const faults: string[] = [];
	const options: BrowserContextOptions =
		opening.user === undefined ? {} : { httpCredentials: { username: opening.user, password: opening.password ?? '' } };
	const context = await browser.newContext(options);
	const page = await context.newPage();
	const inEachLook = async (check: (look: Look) => Promise<string[]>) => {
		for (const look of looks) {
			const { width, colorScheme, media } = look;
			await page.setViewportSize({ width, height: 900 });
			await page.emulateMedia({ media, colorScheme });
			faults.push(...(await check(look)).map((fault) => `${labelOf(name, look)}: ${fault}`));
		}
	};
	try {
		faults.push(...(await trafficFaults(page, opening.url)).map((fault) => `${name}: ${fault}`));
		await inEachLook(async () => [...(await page.evaluate(layoutFaults)), ...(await page.evaluate(tallFaults))]);
		await page.evaluate(unfold);
		await inEachLook(async (look) => {
			const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), tallest);
			const clip = { x: 0, y: 0, width: look.width, height };
			const path = join(pictures, `${labelOf(name, look).replaceAll(' ', '-')}.png`);
			await page.screenshot({ path, fullPage: true, clip });
			return [...(await page.evaluate(layoutFaults)), ...(look.axe ? await accessFaults(page) : [])];
		});
	} finally {
		await context.close();
	}
	return faults;
}

const labelOf = (name: string, { width, colorScheme, media }: Look) =>
	`${name} ${String(width)} ${colorScheme} ${media}`;

/** Opens all that is folded up. */
function unfold(): void {
	for (const each of document.querySelectorAll('details')) each.open = true;
}

/** Runs in the page: whether a phone has to be scrolled for more than three screens to the first detail that is folded up. */
function tallFaults(): string[] {
	const first = document.querySelector('main details.group');
	const bottom = [...document.querySelectorAll('main > section')].at(-1)?.getBoundingClientRect().bottom ?? 0;
	const screens = bottom / innerHeight;
	return first && innerWidth < 400 && screens > 3
		? [`is ${screens.toFixed(1)} screens long before anything is opened`]
		: [];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
	violations: Array<{ id: string; help: string; nodes: Array<{ html: string }> }>;
}

/** What keeps people from using the page by keyboard or screen reader, by the rules of axe. */
async function accessFaults(page: Page): Promise<string[]> {
	await page.evaluate(axe);
	const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
	return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 120) ?? ''}`);
}

/** Opens the page; answers what it said in the console, and what it wanted to load beside itself. */
async function trafficFaults(page: Page, url: string): Promise<string[]> {
	const faults: string[] = [];
	page.on('console', (message) => {
		faults.push(`console: ${message.text()}`);
	});
	page.on('pageerror', (error) => {
		faults.push(`error: ${error.message}`);
	});
	page.on('dialog', (dialog) => {
		faults.push(`dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on('request', (request) => {
		if (request.url() !== url && !request.url().startsWith('data:')) faults.push(`request: ${request.url()}`);
	});
	const response = await page.goto(url, { waitUntil: 'load' });
	assert.ok(response === null || response.ok() || url.startsWith('file:'), `${url}: ${String(response?.status())}`);
	return faults;
}

/** Runs in the page: what cannot be read there. */
function layoutFaults(): string[] {
	const faults: string[] = [];
	const root = document.documentElement;
	if (root.scrollWidth > root.clientWidth)
		faults.push(`scrolls sideways: ${String(root.scrollWidth)} of ${String(root.clientWidth)}`);
	const luminance = (color: string) => {
		const [r = 0, g = 0, b = 0] = (/rgba?\(([^)]+)\)/.exec(color)?.[1] ?? '').split(',').map((part) => {
			const share = Number(part) / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const behind = (element: Element | null): string => {
		for (let each = element; each; each = each.parentElement) {
			const { backgroundColor } = getComputedStyle(each);
			if (!/^rgba\(.*, 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
		}
		return 'rgb(255, 255, 255)';
	};
	const boxes: Array<{ element: Element; text: string; box: DOMRect }> = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const text = (node.textContent ?? '').trim();
		const element = node.parentElement;
		if (text === '' || !element || element.closest('style, script, title')) continue;
		const style = getComputedStyle(element);
		// What is folded up has boxes as well.
		if (!element.checkVisibility() || style.visibility === 'hidden') continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		for (const box of range.getClientRects()) {
			if (box.width < 1 || box.height < 1) continue;
			boxes.push({ element, text: text.slice(0, 40), box });
			if (box.right > root.clientWidth + 1 || box.left < -1) faults.push(`out of sight: ${text.slice(0, 60)}`);
		}
		if (parseFloat(style.fontSize) < 12) faults.push(`too small, ${style.fontSize}: ${text.slice(0, 60)}`);
		const [one, other] = [luminance(style.color), luminance(behind(element))].sort((a, b) => b - a);
		const contrast = ((one ?? 0) + 0.05) / ((other ?? 0) + 0.05);
		if (contrast < 4.5 && !element.closest('svg'))
			faults.push(`too pale, ${contrast.toFixed(1)}: ${text.slice(0, 60)}`);
	}
	boxes.sort((a, b) => a.box.top - b.box.top);
	for (const [index, one] of boxes.entries())
		for (let next = index + 1; next < boxes.length; next += 1) {
			const other = boxes[next];
			if (!other || other.box.top > one.box.bottom) break;
			const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
			const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
			if (wide > 2 && high > 4 && one.element !== other.element)
				faults.push(`overlap: "${one.text}" and "${other.text}"`);
		}
	if (document.querySelector('script, iframe, object, embed, img[src^="http"]'))
		faults.push('has an element that runs or loads something');
	return [...new Set(faults)].slice(0, 20);
}
