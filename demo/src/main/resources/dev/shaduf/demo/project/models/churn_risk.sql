-- The shop's own last day stands for today, so that the demo's data never grow old.
with today as (
    select max(last_order_on) as day from {{ ref('customer_value') }}
),
rhythm as (
    select
        v.customer_id,
        v.orders,
        v.lifetime_value,
        v.last_order_on,
        (v.last_order_on - v.first_order_on) * 1.0 / (v.orders - 1) as usual_gap_days,
        today.day - v.last_order_on as days_silent
    from {{ ref('customer_value') }} v
    cross join today
    where v.orders >= 5
)
select
    r.customer_id,
    c.email,
    r.orders,
    r.lifetime_value,
    r.last_order_on,
    case when r.days_silent > 6 * r.usual_gap_days then 'high' else 'watch' end as risk
from rhythm r
join {{ ref('customers') }} c on c.customer_id = r.customer_id
where r.days_silent > 3 * r.usual_gap_days
  and r.days_silent between 30 and 400
