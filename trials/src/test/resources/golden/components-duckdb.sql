create temporary table "shaduf_identity_tangle_stars" ("n" INTEGER, "f" INTEGER);

-- load shaduf_identity_tangle_stars [n, f]

create temporary table "shaduf_identity_tangle" ("n" INTEGER, "f" INTEGER);

-- load shaduf_identity_tangle [n, f]

create temporary table "shaduf_identity_tangle_more" ("n" INTEGER, "f" INTEGER);

-- components of nine records

create temporary table "shaduf_identity_joined" as select greatest(x, y) as a, least(x, y) as b from (select coalesce(a0.f, l.n) as x, coalesce(b0.f, l.f) as y from (select n, f from "shaduf_identity_tangle") l left join "shaduf_identity_tangle_stars" a0 on a0.n = l.n left join "shaduf_identity_tangle_stars" b0 on b0.n = l.f) d where x <> y;

create temporary table "shaduf_identity_hooks1" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from "shaduf_identity_joined" e group by a;

create temporary table "shaduf_identity_hooks2" as select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks1" h left join "shaduf_identity_hooks1" g on g.n = h.p;

drop table if exists "shaduf_identity_hooks1";

select count(*) from "shaduf_identity_hooks2" where open;

create temporary table "shaduf_identity_hooks3" as select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks2" h left join "shaduf_identity_hooks2" g on g.n = h.p;

drop table if exists "shaduf_identity_hooks2";

select count(*) from "shaduf_identity_hooks3" where open;

create temporary table "shaduf_identity_hooks4" as select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks3" h left join "shaduf_identity_hooks3" g on g.n = h.p;

drop table if exists "shaduf_identity_hooks3";

select count(*) from "shaduf_identity_hooks4" where open;

create temporary table "shaduf_identity_left5" as select distinct a, b from (select greatest(x, y) as a, least(x, y) as b from (select h.p as x, coalesce(g.p, h.q) as y from "shaduf_identity_hooks4" h left join "shaduf_identity_hooks4" g on g.n = h.q where h.q is not null union all select h.p as x, coalesce(g.p, e.b) as y from "shaduf_identity_joined" e join "shaduf_identity_hooks4" h on h.n = e.a and h.more left join "shaduf_identity_hooks4" g on g.n = e.b) d where x <> y) o;

create temporary table "shaduf_identity_hooks6" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from "shaduf_identity_left5" e group by a;

create temporary table "shaduf_identity_hooks7" as select h.n, coalesce(g.p, h.p) as p, h.q, h.more, coalesce(g.open, 1 = 0) as open from "shaduf_identity_hooks6" h left join "shaduf_identity_hooks6" g on g.n = h.p;

drop table if exists "shaduf_identity_hooks6";

select count(*) from "shaduf_identity_hooks7" where open;

create temporary table "shaduf_identity_left8" as select distinct a, b from (select greatest(x, y) as a, least(x, y) as b from (select h.p as x, coalesce(g.p, h.q) as y from "shaduf_identity_hooks7" h left join "shaduf_identity_hooks7" g on g.n = h.q where h.q is not null union all select h.p as x, coalesce(g.p, e.b) as y from "shaduf_identity_left5" e join "shaduf_identity_hooks7" h on h.n = e.a and h.more left join "shaduf_identity_hooks7" g on g.n = e.b) d where x <> y) o;

create temporary table "shaduf_identity_hooks9" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from "shaduf_identity_left8" e group by a;

create temporary table "shaduf_identity_trees10" as select h.n, coalesce(g.p, h.p) as p from "shaduf_identity_hooks4" h left join "shaduf_identity_hooks7" g on g.n = h.p union all select n, p from "shaduf_identity_hooks7";

drop table if exists "shaduf_identity_hooks4";

drop table if exists "shaduf_identity_hooks7";

create temporary table "shaduf_identity_added" as select greatest(x, y) as a, least(x, y) as b from (select coalesce(a.p, coalesce(a0.f, l.n)) as x, coalesce(b.p, coalesce(b0.f, l.f)) as y from (select n, f from "shaduf_identity_tangle_more") l left join "shaduf_identity_tangle_stars" a0 on a0.n = l.n left join "shaduf_identity_trees10" a on a.n = coalesce(a0.f, l.n) left join "shaduf_identity_tangle_stars" b0 on b0.n = l.f left join "shaduf_identity_trees10" b on b.n = coalesce(b0.f, l.f)) d where x <> y;

create temporary table "shaduf_identity_hooks11" as select a as n, min(b) as p, case when max(b) > min(b) then max(b) end as q, count(*) > 2 as more, 1 = 1 as open from "shaduf_identity_added" e group by a;

create temporary table "shaduf_identity_parts" as select unnest(array_append(ns, p)) as n, p, s from (select p, array_agg(n) as ns, cast(count(*) + 1 as INTEGER) as s from (select h.n, coalesce(t.p, h.f) as p from "shaduf_identity_tangle_stars" h left join "shaduf_identity_trees10" t on t.n = h.f union all select n, p from "shaduf_identity_trees10") m group by p) c;

insert into "shaduf_identity_parts" select n, n, 1 from (select cast(unnest(range(0, 8 + 1)) as INTEGER) as n) r where not exists (select 1 from "shaduf_identity_parts" t where t.n = r.n);

select n, p, s from "shaduf_identity_parts" order by n;

select p from "shaduf_identity_parts" where n = p and s > 3;
