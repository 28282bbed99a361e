import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { conformanceReport } from '../../reports/conformance';

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['makeConformance'] } }, [
	{
		displayName:
			'Takes the findings of SAP S/4HANA > Check Conformance and Procore > Check Conformance. The file can be sent as it is: it names no records, numbers, amounts or hosts.',
		name: 'conformanceNotice',
		type: 'notice',
		default: '',
	},
]);

/** One item for all findings, with the report as a Markdown file. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const report = conformanceReport(this.getInputData().map(({ json }) => json));
	const bytes = Buffer.from(report.text, 'utf8');
	const data = await this.helpers.prepareBinaryData(bytes, 'sap-procore-conformance.md', 'text/markdown');
	return [[{ json: { ...report }, binary: { data }, pairedItem: { item: 0 } }]];
}
