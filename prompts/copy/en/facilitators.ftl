# What facilitators see.

desk-notice =
    Hello { $name }. This is Tandem, run by { $operator }. You are invited to help run it.

    You will see if people answer and how things stand. You will not see their words, unless they send them to you. We hold your name and your Telegram number.
desk-notice-safe =
    Telegram also holds this chat, and it is not end-to-end encrypted. Please never write anything here that could tell who a patient is.

    Is this all right with you?
desk-agree = I agree
desk-decline = No, thank you
desk-declined = That is fine. I have let go of your Telegram number. Your invitation still works if you change your mind.
desk-please-choose = Before we go on, I need to know if this is all right with you.

desk-words = I do not know that one. /broadcast writes to many people at once, and /desk shows everything else you can do.

refused-facilitator = That is for members. /desk shows what is yours.
refused-not-facilitator = That is for facilitators. /home shows where things are.
