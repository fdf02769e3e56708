import { test } from "vitest"; test("smoke", async () => {
const { startSandbox, seedNames } = await import("../../src/sandbox/server.ts");
for (const seed of seedNames) {
  const t=performance.now();
  const s = await startSandbox({ seed });
  const started = performance.now()-t;
  const tok = await fetch(s.url+"/oauth2/v1/token",{method:"POST",body:new URLSearchParams({grant_type:"client_credentials",client_id:s.clientId,client_secret:s.clientSecret,audience:"https://api.zscaler.com"})});
  const {access_token} = await tok.json() as any;
  const h={authorization:"Bearer "+access_token,"content-type":"application/json"};
  const get=async(p:string,init:any={})=>{const t=performance.now();const r=await fetch(s.url+p,{headers:h,...init});const x=await r.text();return [r.status,x.length,(performance.now()-t).toFixed(1)+"ms",x.slice(0,150)]};
  console.log(seed,"start",started.toFixed(0)+"ms");
  const zp=`/zpa/mgmtconfig/v1/admin/customers/${s.customerId}`;
  for (const p of ["/zia/api/v1/urlFilteringRules","/zia/api/v1/firewallFilteringRules","/zia/api/v1/urlCategories?customOnly=true","/zia/api/v1/ruleLabels","/zia/api/v1/groups?pageSize=1000",zp+"/application?pagesize=500",zp+"/application?pagesize=500&page=2",zp+"/segmentGroup?pagesize=500",zp+"/policySet/rules/policyType/ACCESS_POLICY?pagesize=500",zp+"/serverGroup?pagesize=500"]) console.log(p.replace(s.customerId,"C"),...await get(p));
  console.log(...await get("/zms/graphql",{method:"POST",body:JSON.stringify({query:`{tagNamespaces(customerId:"${s.customerId}"){nodes{id name description origin} pageInfo{pageNumber pageSize totalCount totalPages}} policyRules(customerId:"${s.customerId}"){nodes{id name}}}`})}));
  for (const k of ["zia/url-filtering-rule","zia/firewall-filtering-rule","zia/url-category","zpa/application-segment","zpa/segment-group","zpa/access-rule"]) { const o=await (await fetch(s.url+"/_sandbox/objects?kind="+k)).json() as any; console.log(k,o.objects.length); }
  await s.close();
}
});
