"""Forms and mails in every variety that offices send, with the truth beside each: the measure of the readers and the form."""
