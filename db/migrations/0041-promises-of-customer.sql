-- What was promised to a customer, by its date: the last ones are read without the older ones.
create index promise_of_customer on promise (org_id, customer_id, due_at) where customer_id is not null;
drop index promise_customer;
