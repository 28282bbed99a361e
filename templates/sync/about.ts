export const about = `## Keep Procore in step with SAP S/4HANA

What changed in SAP is fetched, mapped, written to Procore, and recorded, lane by lane. Nothing is ever written to SAP.

**Set up**
1. Choose your credentials in *Get SAP clock* and *Get projects*; n8n takes them over in the other nodes.
2. Open *Start*: name the customer, choose the lanes. Mode is **Preview** at first: nothing is written to Procore.
3. For *Actual costs*: in *Fetch costs* say which accounts are costs.
4. Press **Execute workflow**. Then fill what was found under *Data tables*: **sap_procore_projects** and **sap_procore_cost_codes**. What a run would hold and write is on the page **Exceptions**.
5. Set Mode to **Delta**, press **Execute workflow**, and publish: from now on it runs every hour.

**Change it**: put your own nodes between Fetch and Map. What they leave out is on record. *Execute step* never writes.

What needs somebody is in **sap_procore_exceptions**.`;
