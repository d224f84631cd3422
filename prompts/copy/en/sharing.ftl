# The two minutes before another person sees something, and the check.

hold-send-now = Send now
hold-change = Change
hold-keep = Keep to myself
hold-not-a-patient = Not a patient’s
hold-not-a-patients-number = Not a patient’s number
hold-fine = It is fine
hold-photo-fine = No, send it

hold-check-words = Before this goes: it seems to hold { LIST($found) }. Nobody has seen it. Could it point to a patient? If so, please change it.
hold-check-outside = Before this goes to other people: it seems to hold { LIST($found) }. Nobody has seen it. Could it show who you are, or who a patient is? If so, please change it.
hold-found = { $kind ->
    [nhs_number] an NHS number
    [email] an e-mail address
    [date_of_birth] a date of birth
    [phone] a phone number
    [postcode] a postcode
    [username] a name or link at Telegram
    [name] the name of one of you
    [organisation] where one of you works
   *[my_patient] something about a patient
    }
hold-check-photo = Could this photo identify a patient? Nobody has seen it yet.

hold-sent = Sent.
hold-not-sent = This did not go. Your words are kept: see below.
hold-waits-for-other = Kept as your answer. It opens when both of you have answered.
hold-cleared = Thank you for making sure. It is on its way.
hold-kept = Kept to yourself. Nobody else will see it.
hold-changed = Taken back: it is gone from here.
hold-over = That has been decided already.
