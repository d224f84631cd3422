# What members report, and what facilitators decide about it.


moderation-reported = Thank you for telling us. It is hidden now. A facilitator will read it and decide. They see the words, and can see who wrote them.
moderation-reported-already = That was reported already. A facilitator will decide.

moderation-waits = A member has reported what another pair wrote. Nobody sees it until you decide.
moderation-look = Look at it
moderation-queue = All reports

moderation-list = { $count ->
        [0] Nothing is reported. If a member reports something, you find it here.
        [one] One report waits for you.
       *[other] { $count } reports wait for you.
    }
moderation-line = { $what ->
        [ask] An ask
        [response] An answer
        [link_message] A chat message
       *[entry] A finished story
    }, { DATE($day, month: "short") }
moderation-report =
    { $what ->
        [ask] This ask
        [response] This answer
        [link_message] This chat message
       *[entry] This finished story
    } was reported{ $decided ->
        [yes] . It is decided already
       *[no] . Nobody sees it until you decide
    }:

    <tg-spoiler>{ $words }</tg-spoiler>
moderation-fine = It is fine
moderation-warned = Warn
moderation-removed = Remove
moderation-answer = Answer who reported
moderation-who = Who wrote it?
moderation-who-is = { $name } of pair { $pair } wrote it. That you looked is in the audit log.
moderation-who-gone = That person is not here any more.
moderation-decided-already = That is decided already.

moderation-done-fine = It is shown again. Who reported it knows.
moderation-done-warned = It is shown again. Who wrote it has a kind word from us, and who reported it knows.
moderation-done-removed = It is taken away, also from phones where that still works. Both know.

moderation-writer-warned =
    Somebody did not feel right about this. A facilitator read it, and it can stay. Please take a little more care next time.{ $has_words ->
        [yes] { "\u000A\u000A" }<tg-spoiler>{ $words }</tg-spoiler>
       *[no] { "" }
    }
moderation-writer-removed =
    A facilitator has taken this away, as it did not feel right to others. You can go on taking part. If you have a question, write to your facilitator.{ $has_words ->
        [yes] { "\u000A\u000A" }<tg-spoiler>{ $words }</tg-spoiler>
       *[no] { "" }
    }
moderation-reporter-fine = A facilitator read what you reported. They think it can stay, so it is shown again. Thank you for looking out.
moderation-reporter-warned = A facilitator read what you reported, and asked the writer to take care. Thank you for looking out.
moderation-reporter-removed = A facilitator took away what you reported. Thank you for looking out.

moderation-answer-how = Write to who reported it. They see your words with your name, { $name }. Nobody else does.
moderation-answered = Sent to who reported it.
moderation-answer-from =
    { $name }, who helps to run the network, wrote to you about what you reported:

    <tg-spoiler>{ $words }</tg-spoiler>
moderation-words-only = Only words can go here. Could you write it?
moderation-long = That is too long: { $longest } letters at most. Please send a shorter one.
