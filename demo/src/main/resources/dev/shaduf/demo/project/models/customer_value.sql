select
    o.customer_id,
    count(*) as orders,
    cast(sum(o.amount * r.euros) as decimal(12, 2)) as lifetime_value,
    min(cast(o.ordered_at as date)) as first_order_on,
    max(cast(o.ordered_at as date)) as last_order_on
from {{ source('shop', 'orders') }} o
join {{ ref('exchange_rates') }} r on r.currency = o.currency
join {{ ref('customers') }} c on c.customer_id = o.customer_id
where o.status in ('completed', 'pending')
group by o.customer_id
