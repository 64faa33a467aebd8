create temporary table "shaduf_identity_tangle" ("n" integer, "f" integer);

-- load shaduf_identity_tangle [n, f]

create temporary table "shaduf_identity_tangle_more" ("n" integer, "f" integer);

-- components of seven records

create temporary table "shaduf_identity_hooks0" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from (select greatest(n, f) as a, least(n, f) as b from (select n, f from "shaduf_identity_tangle") l where n <> f) e group by a;

ANALYZE "shaduf_identity_hooks0";

create temporary table "shaduf_identity_hooks0_1" as select * from "shaduf_identity_hooks0" where not open union all select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks0" h left join "shaduf_identity_hooks0" g on g.n = h.p where h.open;

ANALYZE "shaduf_identity_hooks0_1";

drop table if exists "shaduf_identity_hooks0";

select count(*) from "shaduf_identity_hooks0_1" where open;

create temporary table "shaduf_identity_hooks0_2" as select * from "shaduf_identity_hooks0_1" where not open union all select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks0_1" h left join "shaduf_identity_hooks0_1" g on g.n = h.p where h.open;

ANALYZE "shaduf_identity_hooks0_2";

drop table if exists "shaduf_identity_hooks0_1";

select count(*) from "shaduf_identity_hooks0_2" where open;

create temporary table "shaduf_identity_hooks0_3" as select * from "shaduf_identity_hooks0_2" where not open union all select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks0_2" h left join "shaduf_identity_hooks0_2" g on g.n = h.p where h.open;

ANALYZE "shaduf_identity_hooks0_3";

drop table if exists "shaduf_identity_hooks0_2";

select count(*) from "shaduf_identity_hooks0_3" where open;

create temporary table "shaduf_identity_left0" as select distinct greatest(x, y) as a, least(x, y) as b from (select h.p as x, coalesce(g.p, h.q) as y from "shaduf_identity_hooks0_3" h left join "shaduf_identity_hooks0_3" g on g.n = h.q where h.q is not null union all select h.p as x, coalesce(g.p, e.b) as y from (select greatest(n, f) as a, least(n, f) as b from (select n, f from "shaduf_identity_tangle") l where n <> f) e join "shaduf_identity_hooks0_3" h on h.n = e.a and h.more left join "shaduf_identity_hooks0_3" g on g.n = e.b) d where x <> y;

ANALYZE "shaduf_identity_left0";

create temporary table "shaduf_identity_hooks1" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from (select a, b from "shaduf_identity_left0") e group by a;

ANALYZE "shaduf_identity_hooks1";

create temporary table "shaduf_identity_hooks1_1" as select * from "shaduf_identity_hooks1" where not open union all select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks1" h left join "shaduf_identity_hooks1" g on g.n = h.p where h.open;

ANALYZE "shaduf_identity_hooks1_1";

drop table if exists "shaduf_identity_hooks1";

select count(*) from "shaduf_identity_hooks1_1" where open;

create temporary table "shaduf_identity_left1" as select distinct greatest(x, y) as a, least(x, y) as b from (select h.p as x, coalesce(g.p, h.q) as y from "shaduf_identity_hooks1_1" h left join "shaduf_identity_hooks1_1" g on g.n = h.q where h.q is not null union all select h.p as x, coalesce(g.p, e.b) as y from (select a, b from "shaduf_identity_left0") e join "shaduf_identity_hooks1_1" h on h.n = e.a and h.more left join "shaduf_identity_hooks1_1" g on g.n = e.b) d where x <> y;

create temporary table "shaduf_identity_hooks2" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from (select a, b from "shaduf_identity_left1") e group by a;

drop table if exists "shaduf_identity_hooks2";

create temporary table "shaduf_identity_hooks2" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from (select greatest(n, f) as a, least(n, f) as b from (select coalesce(a1.p, a0.p, l.n) as n, coalesce(b1.p, b0.p, l.f) as f from (select n, f from "shaduf_identity_tangle_more") l left join "shaduf_identity_hooks0_3" a0 on a0.n = l.n left join "shaduf_identity_hooks1_1" a1 on a1.n = coalesce(a0.p, l.n) left join "shaduf_identity_hooks0_3" b0 on b0.n = l.f left join "shaduf_identity_hooks1_1" b1 on b1.n = coalesce(b0.p, l.f)) l where n <> f) e group by a;

create temporary table "shaduf_identity_parts" as select n, p, cast(count(*) over (partition by p) as integer) as s from (select r.n, coalesce(h1.p, h0.p, r.n) as p from (select cast(generate_series(0, 6) as integer) as n) r left join "shaduf_identity_hooks0_3" h0 on h0.n = r.n left join "shaduf_identity_hooks1_1" h1 on h1.n = coalesce(h0.p, r.n)) t;

select n, p, s from "shaduf_identity_parts" order by n;

select p from "shaduf_identity_parts" where n = p and s > 3;
