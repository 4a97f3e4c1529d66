"""Verify the published accounts: python3 verifier_comptes.py https://…/transparence/chaine.json (or a file)."""

import hashlib
import json
import sys
import urllib.request

source = sys.argv[1]
if source.startswith(("http://", "https://")):
    text = urllib.request.urlopen(source).read().decode("utf-8")
else:
    text = open(source, encoding="utf-8").read()
previous, wrong = "0" * 64, []
for row in json.loads(text)["chain"]:
    content, said, name = row["content"], row["hash"], f"{row['content']['month']} v{row['content']['version']}"
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(canonical.encode("utf-8")).hexdigest() != said:
        wrong.append(f"{name}: changed after it was published")
    if content["previous"] != previous:
        wrong.append(f"{name}: does not follow the row before it")
    revenue, cost = (sum(line["cents"] for line in content[part]) for part in ("revenues", "costs"))
    if (revenue, cost, revenue - cost) != (content["revenue_cents"], content["cost_cents"], content["surplus_cents"]):
        wrong.append(f"{name}: the lines do not make the sums")
    if revenue > cost and sum(content["allocation"]["cents"].values()) != revenue - cost:
        wrong.append(f"{name}: the parts do not make the surplus")
    if any(bank["statement_cents"] != bank["books_cents"] for bank in content["banks"]):
        wrong.append(f"{name}: books and bank differ")
    previous = said
print("\n".join(wrong) or f"OK: {len(json.loads(text)['chain'])} rows, last {previous}")
sys.exit(1 if wrong else 0)
