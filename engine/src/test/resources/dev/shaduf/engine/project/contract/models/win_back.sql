select * from {{ ref('churn_risk') }}
