# From the invitation to a member. Raise NOTICE_VERSION (bot/people/joining.py) when the notice changes.

joining-stranger =
    Hello. I am Tandem, a helper for people in a leadership programme. I do not know you yet, and I have kept nothing of what you wrote.

    If you were invited, please send me your code. It looks like ABCD-EFGH-JKMN.
joining-left = You have left, so I keep nothing you write here. /mydata shows what we still hold, and /delete takes it away. To come back, send me the code of a new invitation.
joining-code-please = Please send /join and then your code. It will look like this: /join ABCD-EFGH-JKMN

joining-invitation-wrong = That code or link is not one of ours. Please look at it again, or ask your programme team for a new one.
joining-invitation-paused = That was five tries that did not fit. Please wait an hour, then try again. Your programme team can also send you a new code.
joining-invitation-used = That invitation has been used already. If it was not you, please ask your programme team for a new one.
joining-invitation-expired = That invitation is more than 60 days old and no longer opens. Please ask your programme team for a new one.
joining-invitation-replaced = This invitation does not work any more. If you have a newer one, please use that. If not, your programme team can send you one.
joining-invitation-elsewhere = You have a place already, so this invitation stays unused. /start shows where you are.

joining-notice-who =
    Hello. This is Tandem, run by { $operator }. Your programme team gave us your name and role. They may have told us your e-mail and where you work too.

    Tandem helps you and your partner between workshops. It asks short questions. It keeps your shared challenge in view.
joining-notice-safe =
    <b>Keep patients safe.</b> Please never write or send anything that could tell who a patient is.

    Telegram also holds this chat, and it is not end-to-end encrypted. So Telegram could read it. And people can take a screenshot of what you send them.
joining-notice-seen =
    <b>Who sees what.</b> Each question first says who will see your answer.

    Your facilitator sees if you answer, and if things are Moving, Slow, Stuck or Done. They do not see your words, unless you send or report them. Other pairs see only what you send them.
joining-notice-kept =
    <b>How long.</b> We keep your answers until { $months } months after your programme ends. /delete takes our copy away at any time. It cannot take back what others have already got.{ $asks ->
        [yes] { "\u000A\u000A" }Is this all right with you?
       *[no] { "" }
    }
joining-more-network = When a pair asks for help, a machine compares that with your challenge, to see who might help. No person looks, and nobody is shown it. /network can stop that.
joining-more =
    Until you agree, we hold only what your team gave us, your invitation and your Telegram number.

    We note who did what and when for { $audit_months } months, never your words. /mydata shows all we hold. /pause gives you a rest, /leave ends it. No questions come at night. You can skip any.

joining-agree = I agree
joining-tell-me-more = Tell me more
joining-no-thanks = No, thank you
joining-please-choose = Before we go on, I need to know if this is all right with you. I have kept nothing of what you just wrote.
joining-already-agreed = You have agreed already. Thank you.
joining-already-joined = You have joined already. /settings changes what you chose.
joining-declined = That is fine, and thank you for looking. I have let go of your Telegram number. Your place stays open: your invitation still works if you change your mind.

joining-name = Thank you. What shall we call you? Tap your name, or type another one.
joining-name-keep = { $name }
joining-name-again = I could not use that as a name. Please type the name you like to be called by, up to 40 letters.
joining-name-done = { $name } it is.

joining-energy =
    When do you have most energy? That is when I will send you questions.

    Tap one, or type a time between 7 in the morning and 9 in the evening, such as “half past six”.
joining-morning = Morning: 8 am
joining-midday = Midday: 12.30 pm
joining-evening = Evening: 6.30 pm
joining-time-not-understood = I did not understand that time. Please type it like 18:30, 6pm or “half past six”.
joining-time-outside = That is a little early or late for questions. Please choose a time between 7 in the morning and one minute to 9 in the evening.
joining-time-done = Your questions will come around { CLOCK($clock) }.

joining-done = You have joined, { $name }. Welcome. You can change the time, the days and your name in /settings, and have a rest with /pause.

joining-partner-here = Good news: { $name } has joined Tandem. You are now both here.
joining-partner-missing = { $name } (pair { $pair }, { $cohort }) joined five days ago. Their partner { $partner } has not joined yet. Could you send { $partner } the invitation again, or a new one?
