import type { IDataObject } from 'n8n-workflow';
import { failureDetails, type Attempt, type NodeFailure } from '../../../shared/failure';
import { finding, type Finding } from '../../../shared/model';
import { withFullStop } from '../../../shared/texts';
import type { Client } from '../../api/client';
import { listProjects } from '../project';
import { lookAtAccount, lookAtDirectory, lookAtTool, toolNames, type ProjectTool } from './looks';

export interface AccessQuery {
	tools: readonly ProjectTool[];
	/** Projects that are to be synced; [] = all active ones that can be seen. */
	projectIds: readonly string[];
}

/** Runs a look, and hands back its value or the error as one of n8n. */
export type Try = <T>(look: () => Promise<T>) => Promise<Attempt<T>>;

/** Trouble that says nothing about permissions: what was found until then would be misleading. */
const passing = new Set(['system_unavailable', 'rate_limited', 'no_answer']);

/**
 * What the service account can see: log-on, Company Directory, projects, and the tools of each project. Reads only, one
 * small request each; whether it may also write can only be told by writing, so what is needed for that is said.
 * What Procore keeps from being looked at once the projects are known is said of each of them.
 * @throws NodeApiError when Procore cannot be reached, or its quota is used up, before that
 */
export async function accessFindings(client: Client, query: AccessQuery, attempt: Try): Promise<Finding[]> {
	const look = async <T>(run: () => Promise<T>): Promise<Attempt<T>> => {
		const result = await attempt(run);
		if ('error' in result && passing.has(failureDetails(result.error).reason)) throw result.error;
		return result;
	};
	const account = await look(async () => await lookAtAccount(client));
	if ('error' in account) return [failed('log-on', client.companyId, account.error)];
	const directory = await look(async () => {
		await lookAtDirectory(client);
	});
	const projects = await look(async () => await listProjects(client, { status: 'All' }));
	return [
		found('log-on', account.value, 'Procore accepts the log-on, and the app is installed in the company.'),
		'error' in directory
			? failed('company', 'Directory', directory.error)
			: found('company', 'Directory', 'The Company Directory can be read. Writing vendors needs Admin on it.'),
		...('error' in projects
			? [failed('company', 'Portfolio', projects.error)]
			: await projectFindings(client, projects.value, query, { attempt, look })),
	];
}

async function projectFindings(
	client: Client,
	projects: IDataObject[],
	{ tools, projectIds }: AccessQuery,
	{ attempt, look }: { attempt: Try; look: Try },
): Promise<Finding[]> {
	const visible = new Map(projects.map((project) => [String(project.id), project]));
	const wanted =
		projectIds.length > 0 ? projectIds : [...visible.keys()].filter((id) => visible.get(id)?.active !== false);
	if (wanted.length === 0) return [noProject];
	const findings: Finding[] = [];
	let down: NodeFailure | undefined;
	for (const projectId of new Set(wanted)) {
		const project = visible.get(projectId);
		if (!project) {
			findings.push(notPermitted(projectId));
			continue;
		}
		const looked: Attempt<Finding[]> = down
			? { error: down }
			: await attempt(async () => await toolFindings(client, project, tools, look));
		if ('error' in looked) down = looked.error;
		findings.push(...('error' in looked ? [unchecked(project, looked.error)] : looked.value));
	}
	return findings;
}

/** @throws NodeApiError for trouble that says nothing about the tools of the project */
async function toolFindings(
	client: Client,
	project: IDataObject,
	tools: readonly ProjectTool[],
	look: Try,
): Promise<Finding[]> {
	const { projectId, subject } = namesOf(project);
	const missing: Array<{ tool: string; error: NodeFailure }> = [];
	for (const tool of tools) {
		const result = await look(async () => {
			await lookAtTool(client, projectId, tool);
		});
		if ('error' in result) missing.push({ tool: toolNames[tool], error: result.error });
	}
	const [first] = missing;
	if (first) {
		const what = `${missing.map(({ tool }) => tool).join(', ')} cannot be read: ${first.error.message}`;
		return [{ ...failed('tool', subject, first.error), projectId, what }];
	}
	const names = tools.map((tool) => toolNames[tool]).join(', ');
	return [
		{ ...found('project', subject, `The project can be seen, and these tools can be read: ${names}.`), projectId },
	];
}

const namesOf = ({ id, name }: IDataObject) => ({ projectId: String(id), subject: String(name ?? id) });

const unchecked = (project: IDataObject, error: NodeFailure) =>
	finding({
		system: 'procore',
		area: 'project',
		...namesOf(project),
		state: 'unchecked',
		what: `The project can be seen. Its tools were not checked: ${withFullStop(error.message)}`,
		todo: failureDetails(error).advice,
	});

const found = (area: string, subject: string, what: string) =>
	finding({ system: 'procore', area, subject, state: 'fits', what });

function failed(area: string, subject: string, error: NodeFailure): Finding {
	return finding({
		system: 'procore',
		area,
		subject,
		state: 'missing',
		what: error.message,
		todo: failureDetails(error).advice,
	});
}

const howToPermit =
	'Procore > Company Admin > App Management > the app > Permitted Projects. The list has to be filled in again after an update of the app.';

const noProject = finding({
	system: 'procore',
	area: 'project',
	subject: 'Permitted projects',
	state: 'missing',
	what: 'The app can see no active project.',
	todo: `Permit the projects that are to be synced: ${howToPermit}`,
});

const notPermitted = (projectId: string) =>
	finding({
		system: 'procore',
		area: 'project',
		subject: `Project ${projectId}`,
		projectId,
		state: 'missing',
		what: `The app cannot see project ${projectId}, though it is in sap_procore_projects.`,
		todo: `Permit it: ${howToPermit} If it is not to be synced, set sync_enabled to false.`,
	});
