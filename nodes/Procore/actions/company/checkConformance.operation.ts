import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { asNodeFailure } from '../../../shared/failure';
import type { Client } from '../../api/client';
import { isSandbox } from '../../api/environment';
import { credentialType } from '../../api/system';
import { checkConformance } from '../../objects/conformance/check';
import { projectLocator } from '../../objects/locators';
import { listProjects } from '../../objects/project';
import { idOf, invalid } from '../parameters';

const properties: INodeProperties[] = [
	{
		displayName:
			'Makes throw-away records in the project and removes them again. Use a sandbox, and a project nobody works in, with an open billing period and a locked budget of two lines. The findings name nothing of yours.',
		name: 'conformanceNotice',
		type: 'notice',
		default: '',
	},
	{ ...projectLocator, description: 'Where throw-away records are made and removed again' },
	{
		displayName: 'Confirm Project',
		name: 'confirmProject',
		type: 'string',
		default: '',
		placeholder: 'e.g. Sandbox Test Project',
		description:
			"Name of the project, typed as Procore shows it. Needed wherever the credential is not for one of Procore's sandboxes.",
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['company'], operation: ['checkConformance'] } },
	properties,
);

/**
 * One finding for each assumption: confirmed, different, or why it could not be told.
 * @throws NodeOperationError before anything is written, when it is not sure that the project is one to try things in
 */
export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	if (!isSandbox(await context.getCredentials(credentialType)))
		await requireConfirmation(context, client, projectId, itemIndex);
	const findings = await checkConformance(client, projectId, (thrown) => asNodeFailure(context, thrown));
	return findings.map((finding) => ({ ...finding }));
}

async function requireConfirmation(
	context: IExecuteFunctions,
	client: Client,
	projectId: string,
	itemIndex: number,
): Promise<void> {
	const typed = String(context.getNodeParameter('confirmProject', itemIndex, '')).trim();
	const project = (await listProjects(client, { status: 'All' })).find(({ id }) => String(id) === projectId);
	if (typed !== '' && typed === String(project?.name ?? '').trim()) return;
	throw invalid(
		context,
		itemIndex,
		'Nothing was written, because this is not known to be a sandbox',
		'Choose a credential whose Environment is the Developer Sandbox or the Monthly Sandbox. Or, for a project that nobody works in, type its name into Confirm Project exactly as Procore shows it.',
	);
}
