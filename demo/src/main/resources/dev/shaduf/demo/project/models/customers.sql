select
    id as customer_id,
    trim(first_name) as first_name,
    trim(last_name) as last_name,
    nullif(lower(trim(email)), '') as email,
    phone,
    city,
    country,
    plan,
    marketing_consent,
    cast(created_at as date) as customer_since
from {{ source('shop', 'customers') }}
