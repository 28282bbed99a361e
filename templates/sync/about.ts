export const about = `## Keep Procore in step with SAP S/4HANA

SAP suppliers become Procore vendors, purchase orders become purchase order contracts, ordered purchase requisitions become draft requisitions (subcontractor invoices) against them, posted costs become the amounts of budget line items. Data flows one way: nothing is ever written to SAP.

**Set up**
1. Open *Read SAP clock* and *Read projects* and choose your credentials; n8n takes them over in the other nodes. None may be left with a warning: give *Replay by webhook* a Header Auth credential and *Replay by form* a Basic Auth one, or deactivate the two.
2. Open **Settings**: name the customer; take out of \`lanes\` what you keep in Procore by hand (\`budget\` sets the amounts of budget line items); set \`mode\` to \`preview\` for a first look.
3. Press **Execute workflow** at *Run now*. The tables are created by themselves.
4. Under *Overview > Data tables*, fill what was found: \`sap_procore_projects\` (what belongs to a project in SAP), \`sap_procore_cost_codes\` (empty cost codes), \`sap_procore_values\`, and decisions in \`sap_procore_vendors\`. Look at \`sap_procore_audit\`: what would happen to each document.
5. Set \`mode\` to \`delta\`, press **Execute workflow**, then publish the workflow: from then on it runs every day. What needs you is in \`sap_procore_exceptions\`.

**Modes**: \`delta\` reads what changed since the last run, \`backfill\` reads everything again, \`preview\` writes nothing to Procore, \`replay\` takes up exceptions at once.

Needs the community package n8n-nodes-sap-procore on a self-hosted n8n.`;
