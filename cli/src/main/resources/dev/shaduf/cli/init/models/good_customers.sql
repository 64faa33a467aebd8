-- One read-only query. Another model is read by its name too: ref instead of source.
select
    customer_id,
    first_name || ' ' || last_name as name,
    lower(email) as email,
    city,
    orders,
    spent
from {{ source('shop', 'customers') }}
where orders > 1
