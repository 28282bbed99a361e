export const about = `## Report on SAP S/4HANA and Procore

Four pages, each also as a file for Excel. They only read.

| Page | It says |
| --- | --- |
| \`…/webhook/sap-procore/status\` | how the sync is doing |
| \`…/webhook/sap-procore/exceptions\` | what waits, for whom, with which amount |
| \`…/webhook/sap-procore/reconciliation\` | what SAP commits to against what Procore holds |
| \`…/webhook/sap-procore/readiness\` | whether both systems fit, before the first run |

Behind the address: \`?format=xlsx\` or \`?format=csv\` for a file, \`?month=2026-10\` for the exceptions of a month.

**Set up**
1. Choose the credentials of SAP and Procore in the nodes that read them.
2. Make a **Basic Auth** credential for people and choose it in the four webhooks.
3. Open **Settings**: \`customer\` and the decisions as in the sync. \`mailTo\`: who gets the month end by e-mail; empty = nobody. For mail, choose an SMTP credential in *Send mail*.
4. Publish.

*Run now* makes the reports of the month end at once; the files are in *To XLSX*.

Needs the community package n8n-nodes-sap-procore.`;
