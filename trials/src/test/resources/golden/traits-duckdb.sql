-- favourite, products
select g.id,
  arg_min(g.v, row(-g.c0, g.v)) filter (where g.c0 > 0) as "favourite",
  list_sort(list(g.v) filter (where g.c1 > 0)) as "products"
from (
select f."customer_id" as id, f."product" as v, count(*) as c0, count(*) filter (where (f."at" > cast('2026-10-22T00:00:00Z' as TIMESTAMPTZ) and f."at" <= cast('2026-11-21T00:00:00Z' as TIMESTAMPTZ))) as c1
from "shaduf"."customer_transactions" f
where f."customer_id" is not null
  and f."product" is not null
group by 1, 2
) g
group by g.id;

-- first, gift, last, mean, orders, spent
select f."customer_id" as id,
  arg_min(f."product", ((case when cast(f."at" as TIMESTAMPTZ) is null then 9223372036854775807
when not isinf(cast(f."at" as TIMESTAMPTZ)) then epoch_us(cast(f."at" as TIMESTAMPTZ))
when cast(f."at" as TIMESTAMPTZ) > cast('1970-01-01T00:00:00Z' as TIMESTAMPTZ) then 9223372036854775806 else -9223372036854775806 end)::hugeint * 18446744073709551616) + coalesce(f."id", 0)) filter (where f."product" is not null) as "first",
  count(*) filter (where coalesce((f."gift")::VARCHAR = 'true', false)) > 0 as "gift",
  arg_max(f."status", ((case when cast(f."at" as TIMESTAMPTZ) is null then -9223372036854775807
when not isinf(cast(f."at" as TIMESTAMPTZ)) then epoch_us(cast(f."at" as TIMESTAMPTZ))
when cast(f."at" as TIMESTAMPTZ) > cast('1970-01-01T00:00:00Z' as TIMESTAMPTZ) then 9223372036854775806 else -9223372036854775806 end)::hugeint * 18446744073709551616) + coalesce(f."id", 0)) filter (where f."status" is not null and (f."at" > cast('2026-10-22T00:00:00Z' as TIMESTAMPTZ) and f."at" <= cast('2026-11-21T00:00:00Z' as TIMESTAMPTZ))) as "last",
  cast(avg(f."amount") as DOUBLE) as "mean",
  count(*) as "orders",
  sum(f."amount") filter (where (f."at" > cast('2025-11-21T00:00:00Z' as TIMESTAMPTZ) and f."at" <= cast('2026-11-21T00:00:00Z' as TIMESTAMPTZ)) and (coalesce(f."status" = 'paid', false) or coalesce(f."qty" > 2, false))) as "spent"
from "shaduf"."customer_transactions" f
where f."customer_id" is not null
group by f."customer_id";

-- plan
select f."customer_id" as id,
  max(f."plan") as "plan"
from (
select l0.pid as "customer_id", r."id" as "id", case when isfinite(r."started") then make_timestamptz(epoch_us(r."started")) else cast(r."started" as TIMESTAMPTZ) end as "at", r."mail", r."plan"
from (
select * from "shop"."plans"
) r
left join (select value, cast(min(cast("customer_id" as VARCHAR)) as UUID) as pid from "shaduf"."customer_identifiers" where type = 'email' group by value having min(cast("customer_id" as VARCHAR)) = max(cast("customer_id" as VARCHAR))) l0 on l0.value = lower(case when ascii((r."mail")::VARCHAR) between 33 and 126 and ascii(substr((r."mail")::VARCHAR, length((r."mail")::VARCHAR))) between 33 and 126 then (r."mail")::VARCHAR else nullif(ltrim(rtrim((r."mail")::VARCHAR, ' 	
   　﻿​'), ' 	
   　﻿​'), '') end)
) f
where f."customer_id" is not null
group by f."customer_id";

-- seen, views
select f."customer_id" as id,
  arg_max((CASE WHEN json_type((cast(f."payload" as VARCHAR)), '/properties/page/path') = 'DOUBLE' THEN coalesce(list_filter(regexp_extract_all((cast(f."payload" as VARCHAR)), '[{,]\s*\"path\"\s*:\s*(-?[0-9][0-9.eE+-]*)', 1), lambda x: x::DOUBLE = json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path')::DOUBLE)[1], json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path')) ELSE json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path') END), row((case when cast(f."timestamp" as TIMESTAMPTZ) is null then -9223372036854775807
when not isinf(cast(f."timestamp" as TIMESTAMPTZ)) then epoch_us(cast(f."timestamp" as TIMESTAMPTZ))
when cast(f."timestamp" as TIMESTAMPTZ) > cast('1970-01-01T00:00:00Z' as TIMESTAMPTZ) then 9223372036854775806 else -9223372036854775806 end), f."id", (CASE WHEN json_type((cast(f."payload" as VARCHAR)), '/properties/page/path') = 'DOUBLE' THEN coalesce(list_filter(regexp_extract_all((cast(f."payload" as VARCHAR)), '[{,]\s*\"path\"\s*:\s*(-?[0-9][0-9.eE+-]*)', 1), lambda x: x::DOUBLE = json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path')::DOUBLE)[1], json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path')) ELSE json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path') END))) filter (where (CASE WHEN json_type((cast(f."payload" as VARCHAR)), '/properties/page/path') = 'DOUBLE' THEN coalesce(list_filter(regexp_extract_all((cast(f."payload" as VARCHAR)), '[{,]\s*\"path\"\s*:\s*(-?[0-9][0-9.eE+-]*)', 1), lambda x: x::DOUBLE = json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path')::DOUBLE)[1], json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path')) ELSE json_extract_string((cast(f."payload" as VARCHAR)), '/properties/page/path') END) is not null and f."event" in ('View', 'Order')) as "seen",
  count(*) filter (where f."event" = 'View' and (f."timestamp" > cast('2026-11-14T00:00:00Z' as TIMESTAMPTZ) and f."timestamp" <= cast('2026-11-21T00:00:00Z' as TIMESTAMPTZ))) as "views"
from "shaduf"."customer_events" f
where f."customer_id" is not null
  and f."event" in ('View', 'Order')
group by f."customer_id";
