import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { prepareSandbox } from '../support/procoreSwitches.ts';
import { shownFields } from '../support/shownFields.ts';
import { sandboxProject } from '../support/sandboxProject.ts';
import type { WorkflowFile } from './support/engine.ts';
import { World } from './support/scenarioWorld.ts';
import { packageDir } from './support/sources.ts';

const workflow = JSON.parse(
	readFileSync(join(packageDir, 'workflows/sap-procore-conformance.json'), 'utf8'),
) as WorkflowFile;

describe('the template of the conformance check', () => {
	it('makes one report of both systems, and leaves Procore as it was', async () => {
		const world = await World.start({ name: 'conformance', dataset: 'tour', limits: false });
		world.engine.workflow = workflow;
		prepareSandbox(world.simulators.procore.simulator);
		const { projects } = world.simulators.dataset.procore;
		const confirmProject = projects.find(({ id }) => id === sandboxProject)?.name ?? '';
		const run = await world.engine.run({
			trigger: 'Check now',
			parameters: { 'Check Procore': { projectId: String(sandboxProject), confirmProject } },
		});
		assert.equal(run.error, undefined);
		const [report] = run.items('Make report') as unknown as Array<{
			different: number;
			unknown: number;
			settings: Record<string, string>;
			text: string;
		}>;
		assert.ok(report);
		assert.deepEqual(Object.keys(report).sort(), shownFields('report/makeConformance'));
		// Of the data of the tour: orders without a stamp, and one with a status that nobody knows.
		assert.deepEqual([report.different, report.unknown], [2, 0], report.text);
		assert.equal(report.settings['Map costs > Cost Target'], 'Direct Cost');
		assert.doesNotMatch(report.text, /was not checked/);
		assert.match(report.text, /`cleanUp` .* Nothing is left\./);
	});

	it('says of a system that it was not checked, when its node is deactivated', async () => {
		const world = await World.start({ name: 'conformance of SAP', dataset: 'tour', limits: false });
		world.engine.workflow = workflow;
		const run = await world.engine.run({ trigger: 'Check now', disable: ['Check Procore'] });
		const [report] = run.items('Make report') as unknown as Array<{ text: string }>;
		assert.match(report?.text ?? '', /Procore was not checked\./);
		assert.match(report?.text ?? '', /SAP `orders\.stamps`/);
	});
});
