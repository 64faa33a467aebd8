-- favourite, products
select g.id,
  (array_agg(g.v order by g.c0 desc, g.v collate "C") filter (where g.c0 > 0))[1] as "favourite",
  array_agg(g.v order by g.v collate "C") filter (where g.c1 > 0) as "products"
from (
select f."customer_id" as id, (f."product")::text as v, count(*) as c0, count(*) filter (where (f."at" > cast('2026-10-22T00:00:00Z' as timestamptz) and f."at" <= cast('2026-11-21T00:00:00Z' as timestamptz))) as c1
from "shaduf"."customer_transactions" f
where f."customer_id" is not null
  and (f."product")::text is not null
group by 1, 2
) g
group by g.id;

-- first, gift, last, mean, orders, spent
select f."customer_id" as id,
  (array_agg((f."product")::text order by f."at" nulls last, f."id" nulls last, (f."product")::text collate "C" nulls last) filter (where (f."product")::text is not null))[1] as "first",
  count(*) filter (where coalesce((f."gift")::text = 'true', false)) > 0 as "gift",
  (array_agg((f."status")::text order by f."at" desc nulls last, f."id" desc nulls last, (f."status")::text collate "C" desc nulls last) filter (where (f."status")::text is not null and (f."at" > cast('2026-10-22T00:00:00Z' as timestamptz) and f."at" <= cast('2026-11-21T00:00:00Z' as timestamptz))))[1] as "last",
  cast(avg(f."amount") as double precision) as "mean",
  count(*) as "orders",
  sum(f."amount") filter (where (f."at" > cast('2025-11-21T00:00:00Z' as timestamptz) and f."at" <= cast('2026-11-21T00:00:00Z' as timestamptz)) and (coalesce((f."status")::text = 'paid', false) or coalesce(f."qty" > 2, false))) as "spent"
from "shaduf"."customer_transactions" f
where f."customer_id" is not null
group by f."customer_id";

-- plan
select f."customer_id" as id,
  max((f."plan")::text collate "C") as "plan"
from (
select l0.pid as "customer_id", r."id" as "id", cast(r."started" as timestamptz) as "at", r."mail", r."plan"
from (
select * from "shop"."plans"
) r
left join (select value, cast(min(cast("customer_id" as text)) as uuid) as pid from "shaduf"."customer_identifiers" where type = 'email' group by value having min(cast("customer_id" as text)) = max(cast("customer_id" as text))) l0 on l0.value = lower(case when ascii((r."mail")::text) between 33 and 126 and ascii(substr((r."mail")::text, length((r."mail")::text))) between 33 and 126 then (r."mail")::text else nullif(ltrim(rtrim((r."mail")::text, ' 	
   　﻿​'), ' 	
   　﻿​'), '') end)
) f
where f."customer_id" is not null
group by f."customer_id";

-- seen, views
select f."customer_id" as id,
  (array_agg(((cast(f."payload" as text))::json #>> ARRAY['properties', 'page', 'path']::text[]) order by f."timestamp" desc nulls last, (f."id")::text collate "C" desc nulls last, ((cast(f."payload" as text))::json #>> ARRAY['properties', 'page', 'path']::text[]) collate "C" desc nulls last) filter (where ((cast(f."payload" as text))::json #>> ARRAY['properties', 'page', 'path']::text[]) is not null and f."event" in ('View', 'Order')))[1] as "seen",
  count(*) filter (where f."event" = 'View' and (f."timestamp" > cast('2026-11-14T00:00:00Z' as timestamptz) and f."timestamp" <= cast('2026-11-21T00:00:00Z' as timestamptz))) as "views"
from "shaduf"."customer_events" f
where f."customer_id" is not null
  and f."event" in ('View', 'Order')
group by f."customer_id";
