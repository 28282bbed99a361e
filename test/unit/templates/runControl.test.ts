import { alertTemplate } from '../../../templates/alert/index.ts';
import { readRequest } from '../../../nodes/SapToProcore/sync/request';
import { template } from '../../support/templates.ts';

const sync = template('sap-procore-sync');
const alert = template('sap-procore-alert');
const y = (name: string) => sync.node(name).position[1];
const next = (name: string, output = 0) => sync.outputs(name)[output]?.map(({ node }) => node) ?? [];

/** All nodes that come behind one, in this execution. */
function behind(name: string, output = 0, found = new Set<string>()): Set<string> {
	for (const node of next(name, output))
		if (!found.has(node)) {
			found.add(node);
			sync.outputs(node).forEach((_, each) => behind(node, each, found));
		}
	return found;
}

describe('who may start a run', () => {
	it('every trigger goes by the settings and what was asked for', () => {
		for (const trigger of ['Every day at 5:00 UTC', 'Run now', 'Replay by form', 'Replay by webhook'])
			expect(next(trigger)).toEqual(['Settings']);
		expect(next('Settings')).toEqual(['Read request']);
	});

	it('what the form offers is what the node understands', () => {
		const { values } = sync.node('Replay by form').parameters.formFields as {
			values: Array<{ fieldOptions?: { values: Array<{ option: string }> } }>;
		};
		const [everything, ...entities] = values[0]?.fieldOptions?.values.map(({ option }) => option) ?? [];
		expect(everything).toBe('Everything that is due');
		expect(entities.length).toBeGreaterThan(3);
		for (const entity of entities) expect(readRequest({ entity })).toHaveProperty('selection.entity');
	});

	it('a refused request reaches nothing but its answer', () => {
		expect([...behind('Read request', 1)]).toEqual(['Answer: refused']);
	});

	it('webhook and form have paths of their own: n8n tells them apart by nothing else', () => {
		const paths = ['Replay by form', 'Replay by webhook'].map((name) => sync.node(name).parameters.path);
		expect(new Set(paths).size).toBe(2);
	});
});

describe('the lease', () => {
	it('whoever does not have it only says so', () => {
		expect([...behind('Check lease', 1)].sort()).toEqual([
			...['Another run is under way', 'Answer: another run', 'Somebody waits?'],
		]);
	});

	it('whoever asked is answered before the run does anything', () => {
		expect(next('Check lease')).toEqual(['Answer: started', 'Read SAP clock']);
		expect(y('Answer: started')).toBeLessThan(y('Read SAP clock'));
	});

	it('is looked at again after each batch; whoever lost it closes his run and begins no further batch', () => {
		expect(next('Renew lease')).toEqual(['Read lease again']);
		expect(next('Check lease again')).toEqual(['Next batch']);
		expect(next('Check lease again', 1)).toEqual(['Lost lease']);
		expect(next('Lost lease')).toEqual(['Finish run']);
		expect([...behind('Lost lease')]).not.toContain('Sync one batch');
	});

	it('is given back by a run that cannot begin: whoever corrects the settings can run at once', () => {
		expect(next('Start run', 1)).toEqual(['Give lease back', 'Run cannot begin']);
		expect(y('Give lease back')).toBeLessThan(y('Run cannot begin'));
	});

	it('is given back, and old rows are pruned, before a run tells of its trouble', () => {
		expect(next('Close run row')).toEqual(['Release lease', 'Result']);
		expect(y('Release lease')).toBeLessThan(y('Result'));
		expect([...behind('Result')].at(-1)).toBe('Tell trouble');
	});
});

describe('the alert workflow', () => {
	it('is what it is made from: npm run workflows', () => {
		expect(JSON.parse(alert.text)).toEqual(JSON.parse(JSON.stringify(alertTemplate())));
	});

	it('is the error workflow of the sync', () => {
		expect(sync.workflow.settings.errorWorkflow).toBe(alert.workflow.id);
	});

	it('sends nothing as it is shipped', () => {
		const { assignments } = alert.node('Settings').parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		const given = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
		expect(given).toEqual({ mailTo: '', mailFrom: '', chatUrl: '', tellWarnings: true });
	});

	it('says when a message could not be sent', () => {
		for (const name of ['Send mail', 'Post to chat']) {
			expect(alert.node(name).onError).toBe('continueErrorOutput');
			expect(alert.outputs(name)[1]?.[0]?.node).toBe('Not told');
		}
	});
});
