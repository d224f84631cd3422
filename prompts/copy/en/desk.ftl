# The facilitator's desk.

desk =
    <b>Your desk</b>
    { $cohorts ->
        [0] There is no cohort yet.
        [one] You run 1 cohort.
       *[other] You run { $cohorts } cohorts.
    } { $unanswered ->
        [0] No message waits for you.
        [one] 1 message waits for an answer.
       *[other] { $unanswered } messages wait for an answer.
    }
desk-broadcast = Broadcast
desk-messages = Messages
desk-cohorts = Cohorts
desk-audit = Audit log
desk-people = Facilitators
desk-reported = { $count ->
        [0] Reported by members
       *[other] Reported by members ({ $count })
    }
desk-invite = Invite a facilitator
desk-back = Desk

desk-messages-list = { $count ->
        [0] No messages yet. If a member sends you one, you find it here.
       *[other] What members chose to send you. Only facilitators it was meant for see it.
    }
desk-message-line = { $answered ->
        [yes] ✓ { $name }, { DATE($day, month: "short") }
       *[no] { $name }, { DATE($day, month: "short") }
    }
desk-older = Older

desk-write-answer = Write your answer to { $name }, or send one photo, file or voice note. I show it to you before it goes.
desk-answer-check =
    { $has_words ->
        [yes] This goes to { $name }, and nobody else:

    { $words }
       *[no] This goes to { $name }, and nobody else.
    }
desk-answer-send = Send it
desk-answer-drop = Do not send
desk-answer-sent = Sent to { $name }.
desk-answer-dropped = Not sent, and forgotten.
desk-answer-from = { $has_words ->
        [yes] { $name }, who runs your programme, wrote to you:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] { $name }, who runs your programme, sent you this:
    }
desk-answer-sent-already = That was sent already.
desk-answer-empty = There is nothing in that which I could send. Please send words or a file.
desk-answer-too-long = That is too long for one message: { $most } letters at most. Please send a shorter one.
desk-member-gone = That person is not here any more, so I cannot bring them anything.
desk-sender-gone = That facilitator does not run your cohort any more. Your words are kept for you.

desk-audit-none = Nothing has been done yet.
desk-audit-list =
    <b>Audit log</b>: who did what, and never what was written.
    { $entries }
desk-audit-entry = { DATE($day, month: "short", year: "yes") }, { CLOCK($clock) } · { $actor } · { $act ->
        [broadcast-sent] sent a broadcast to { $count } people
        [broadcast-scheduled] scheduled a broadcast for { $count } people
        [broadcast-stopped] stopped a broadcast
        [broadcast-taken-back] took a scheduled broadcast back
        [broadcast-cancelled] threw a broadcast away
        [broadcast-recalled] recalled a broadcast
        [broadcast-edited] changed a broadcast
        [answered] answered a message
        [ask-answered] answered an ask:
        [ask-pointed] pointed an ask at
        [invited] invited
        [cohort-given] gave a cohort to
        [cohort-taken] took a cohort from
        [organiser-made] made an organiser of
        [organiser-ended] ended the organiser’s role of
        [removed] removed
        [ruled-fine] let a reported text stay
        [ruled-warned] let a reported text stay, with a kind word
        [ruled-removed] took a reported text away
        [saw-writer] looked who wrote a reported text:
        [number-fine] let a number pass as no patient’s
        [cohort-made] made a cohort
        [people-added] added people
        [pair-added] added a pair
        [pair-dissolved] dissolved a pair
        [member-replaced] named who follows
        [left] ended a place
        [invitation-renewed] renewed an invitation
        [invitation-withdrawn] withdrew an invitation
        [workshop-moved] moved a workshop
        [venue-changed] changed a workshop’s place
        [prompt-edit] changed a prompt
        [prompt-add] added a prompt
        [prompt-skip] left a prompt out
        [prompt-restored] brought a prompt back
        [nudged] nudged the pair
        [nudge-stopped] stopped a nudge to the pair
        [rested] gave a rest to the pair
        [rest-undone] took back the rest of the pair
        [exported] took files away
        [joined] joined
       *[other] { $act }
    } · { $subject }

desk-invite-name = What is the name of the facilitator?
desk-invite-name-again = I did not catch a name in that. Please send one of up to 40 letters.
desk-invite-where = Which cohorts shall { $name } run?
desk-invite-all = { $organiser ->
        [yes] All, as an organiser
       *[no] All of mine
    }
desk-invite-cohort = { $cohort }
desk-invited = { $name } can join now. Please pass the next message on to { $name } alone; it works once.
desk-invited-words =
    Hello { $name }, you are invited to help run Tandem. You need Telegram on your phone. Then open this link:
    { LINK($token) }
    or send this to the bot: /join { $code }
    It is for you alone, and works once.
desk-invited-text = <pre>{ desk-invited-words }</pre>
desk-invite-over = That one is made already, or was left. To begin again, tap “Invite a facilitator”.

# Who runs what

desk-team =
    <b>Facilitators</b>, and what they run:
    { $people }
desk-team-line = • { $name }: { $organiser ->
        [yes] every cohort, as an organiser
       *[no] { $names ->
            [none] no cohort
           *[other] { $names }
        }
    }{ $joined ->
        [yes] { "" }
       *[no] {" "}(has not joined yet)
    }
desk-team-open = { $name }
desk-team-one =
    <b>{ $name }</b> { $joined ->
        [yes] runs
       *[no] has not joined yet, and will run
    } { $organiser ->
        [yes] every cohort, as an organiser.
       *[no] { $names ->
            [none] no cohort. Tap one to add it.
           *[other] { $names }. Tap a cohort to add it or take it away.
        }
    }
desk-team-organiser = { $on ->
        [yes] ✓{" "}
       *[no] { "" }
    }Every cohort, as an organiser
desk-team-invite = New invitation
desk-team-joined = { $name } has joined already, so there is nothing to invite to.
desk-team-remove = Remove { $name }
desk-team-remove-ask = Shall { $name } no longer be a facilitator? { $joined ->
        [yes] Then nothing { $name } scheduled goes out, and old buttons do nothing. I tell { $name } kindly. What was sent stays with the people who have it.
       *[no] Then the invitation no longer works. { $name } is not told.
    }
desk-team-remove-yes = Yes, remove { $name }
desk-team-remove-no = No, go back
desk-removed = { $name } is not a facilitator any more{ $told ->
        [yes] , and I have said so to { $name }
       *[no] { "" }
    }.
desk-removed-already = That person is not a facilitator any more.
desk-team-yourself = That is you. Another organiser can change what you run.
desk-told-cohorts = { $organiser ->
        [yes] You now run every cohort, as an organiser. /desk shows them.
       *[no] { $names ->
            [none] You now run no cohort. Your programme team can tell you more.
           *[other] You now run: { $names }. /desk shows what is going on.
        }
    }
desk-told-removed = Hello { $name }. { $sender } has ended your place as a facilitator here, so the buttons above no longer do anything. I have let go of your Telegram number. Thank you for all you did.
refused-not-organiser = Only an organiser can do that. “Facilitators” on your /desk shows who is one.
