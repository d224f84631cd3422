# Broadcasts. Every message is under 350 characters; lists of names and people's own words may be longer.

# What everybody gets

broadcast-body = { $body }
broadcast-body-asks =
    { $body }

    <i>{ $sender } will see which button you tap.</i>
broadcast-asks = Please tap one. <i>{ $sender } will see which.</i>
broadcast-option = { $chosen ->
        [yes] ✓ { $label }
       *[no] { $label }
    }
broadcast-answered = { $sender } will see: { $label }
broadcast-preview-toast = This is only what they will see. Your tap does not count.

# Whom it is for

broadcast-who =
    <b>Who is it for?</b>
    { $role ->
        [lay] Lay partners
        [professional] Professionals
       *[everyone] Everybody
    } in { $cohorts ->
        [0] all your cohorts
       *[other] { $names }
    }: <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b>.{ $paused ->
        [0] { "" }
       *[other] {" "}{ $paused } having a rest will not get it.
    }{ $awaited ->
        [0] { "" }
       *[other] {" "}{ $awaited } not joined yet cannot get it.
    }
broadcast-who-again =
    <b>Who is it for?</b>
    Those who tapped no answer: <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b>.{ $paused ->
        [0] { "" }
       *[other] {" "}{ $paused } having a rest will not get it.
    }
broadcast-who-pair =
    <b>Who is it for?</b>
    One pair: <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b>.{ $paused ->
        [0] { "" }
       *[other] {" "}{ $paused } having a rest will not get it.
    }{ $awaited ->
        [0] { "" }
       *[other] {" "}{ $awaited } not joined yet cannot get it.
    }
broadcast-toggle = { $on ->
        [yes] ✓ { $label }
       *[no] { $label }
    }
broadcast-role = { $on ->
        [yes] ✓{" "}
       *[no] { "" }
    }{ $who ->
        [lay] Lay
        [professional] Professional
       *[everyone] Everybody
    }
broadcast-unanswered = { $on ->
        [yes] ✓{" "}
       *[no] { "" }
    }Only with a prompt to answer
broadcast-quiet = { $days ->
        [0] Only pairs without progress
       *[other] ✓ No progress for { $days } days
    }
broadcast-paused = { $on ->
        [yes] ✓{" "}
       *[no] { "" }
    }Also people having a rest
broadcast-names = Names
broadcast-write = Write it
broadcast-earlier = Earlier and scheduled
broadcast-cancel = Cancel
broadcast-back = Back

broadcast-names-to-none = Nobody gets it as it is.
broadcast-names-group = <b>{ $group ->
        [to] They get it
        [resting] Left out: having a rest
        [awaited] Not joined yet
        [no-answer] No answer yet
        [delivered] Delivered
        [waiting] Waiting
        [failed] Failed, or not sure
        [unreachable] Not reachable: they blocked me or are gone
        [stopped] Not sent: stopped
       *[answer] { $label }
    }</b> ({ $count }): { $names }{ $more ->
        [0] { "" }
       *[other] {" "}and { $more } more
    }
broadcast-names-list = { $groups }

# What it says

broadcast-write-it = Send me the message now, just as people should get it: words, a photo, a file, a voice note or an album. Where you write { "{name}" }, each person sees their own name.
broadcast-album-kept = That is in the album. When all of it is here, tap “See it as they will”.
broadcast-look = See it as they will
broadcast-ready =
    That is how it looks{ $named ->
        [yes] , with each person’s own name
       *[no] { "" }
    }. It goes to <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b>. Nothing has left yet.
broadcast-waiting-draft =
    A broadcast for <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b>. Nothing has left yet.
broadcast-send = Send now
broadcast-schedule = Schedule
broadcast-edit = Other words
broadcast-answers = Answer buttons
broadcast-audience = Who gets it

broadcast-which-answers = Which buttons shall be under it? You will see who tapped what.
broadcast-answers-coming = I’ll be there / Can’t make it
broadcast-answers-yes-no = Yes / No
broadcast-answers-own = My own words
broadcast-answers-none = No buttons
broadcast-option-coming = I’ll be there
broadcast-option-not-coming = Can’t make it
broadcast-option-yes = Yes
broadcast-option-no = No
broadcast-type-answers = Send me the answers, one on each line: up to five of them, each of 40 letters at most.

# Words that came although none were waited for

broadcast-words-kept = I have kept that, and nobody else sees it. What is it for?
broadcast-words-use = New words for the message above
broadcast-words-answer = An answer to a member
broadcast-words-new = A message to many
broadcast-words-forget = Forget it
broadcast-words-forgotten = I have forgotten it.
broadcast-words-whose = Whose message does it answer? You see it once more before it goes.

# When it goes

broadcast-type-count = This goes to <b>{ $count } people</b>, which is many, or more than usual. If that is right, please type { $count }.
broadcast-wrong-count = That is not the number. It goes to { $count } people now: type { $count } to go on, or tap Cancel.
broadcast-going-soon = This goes to <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b> in one minute. Nothing has left yet.{ $late ->
        [yes] {" "}It is night for them: it arrives at 7 in the morning.
       *[no] { "" }
    }
broadcast-stop = Stop
broadcast-type-when =
    When shall it go? For example:
    tomorrow 8 am
    Friday at half past six
    3 days before workshop 2 at 18:00
broadcast-when-shown =
    <b>{ DAY($day, year: "yes") } at { CLOCK($clock) }</b>, { $zone } time{ $workshop ->
        [0] { "" }
       *[other] . If workshop { $workshop } moves, this moves with it
    }.
    It goes to { $count ->
        [one] 1 person
       *[other] { $count } people
    }. { $holiday ->
        [none] Is that right?
       *[other] <b>This is { $holiday }.</b> Send it all the same?
    }
broadcast-holiday-now = <b>This is { $holiday }.</b> Send it to { $count ->
        [one] 1 person
       *[other] { $count } people
    } all the same?
broadcast-all-the-same = Send it all the same
broadcast-when-yes = Yes, schedule it
broadcast-when-other = Another time
broadcast-scheduled =
    Scheduled for <b>{ DAY($day, year: "yes") } at { CLOCK($clock) }</b>, { $zone } time. It goes to { $count ->
        [one] 1 person
       *[other] { $count } people
    } as things are now.
broadcast-change = Change it
broadcast-draft-again = It is a draft again and will not go by itself. Send or schedule it when it is ready.
broadcast-cancelled = Thrown away. Nothing was sent.

broadcast-when-not-understood = I did not understand that. Try “tomorrow 8 am”, or “3 days before workshop 2 at 18:00”.
broadcast-when-no-time = And at what time? For example: 8 am
broadcast-when-outside = Please choose a time between 7 in the morning and 9 in the evening, so that nobody is woken.
broadcast-when-past = That has passed already. Please send a time that is still to come.
broadcast-when-now = To send it now, tap “Back” and then “Send now”. Or send me a day and a time.
broadcast-when-no-workshop = There is no such workshop in these cohorts. Please try another one, or a day.
broadcast-when-workshops-differ = Your cohorts have that workshop on different days. Choose one cohort, or send a day.

# While it goes, and afterwards

broadcast-what = { $words ->
        [none] a file
       *[other] “{ $words }”
    }
broadcast-sending =
    Going out: { broadcast-what }
    { $bar } { $done } of { $total }
broadcast-stopping = Stopping { broadcast-what }. What has not left stays here. { $done } of { $total } are settled.
broadcast-editing =
    Changing it on the phones: { broadcast-what }
    { $bar } { $done } of { $total }
broadcast-recalling =
    Taking it off the phones: { broadcast-what }
    { $bar } { $done } of { $total }
broadcast-refresh = Look again
broadcast-edit-late = That does not change what people get. Tap “Stop” or “Change it” if it has not left yet, and “Change the words” if it has.
broadcast-as-it-stands = That is how it stands now.
broadcast-stopped-in-time = Stopped. Nothing was sent, and your message is kept as a draft.
broadcast-report =
    { $stopped ->
        [yes] <b>Stopped</b>
       *[no] <b>Sent</b>
    } on { DAY($day) }: { broadcast-what }

    { $stopped ->
        [yes] Not sent: { $unsent }.{ " " }
       *[no] { "" }
    }Delivered: { $delivered } of { $total }.{ $waiting ->
        [0] { "" }
       *[other] {" "}Waiting: { $waiting }.
    }{ $failed ->
        [0] { "" }
       *[other] {" "}Failed: { $failed }.
    }{ $unreachable ->
        [0] { "" }
       *[other] {" "}Not reachable: { $unreachable }.
    }{ $asks ->
        [yes] {"\u000A"}{ $answers }
       *[no] { "" }
    }
broadcast-answer-count = • { $label }: { $count }
broadcast-remind = Remind who has not answered
broadcast-edit-everywhere = Change the words
broadcast-recall = Recall
broadcast-recall-sure = Take it off everybody’s phone? Telegram allows that for 48 hours after it arrived. Some may have read it.
broadcast-recall-yes = Yes, recall it
broadcast-recalled = Recalled from { $gone ->
        [one] 1 phone
       *[other] { $gone } phones
    }: { broadcast-what }, sent on { DAY($day) }.{ $could_not ->
        [0] { "" }
       *[other] {" "}It stays on { $could_not }: Telegram no longer lets me take it back there.
    }
broadcast-type-correction = Send me the words as they should be now.{ $what ->
        [album] {" "}In an album they stand under the first picture or file. What stands under the others stays.
        [file] {" "}The file stays as it is.
       *[words] { "" }
    } Everybody sees the new words in the same place, and no bell rings.
broadcast-correction-shown = That is how it will look. Change it on { $count ->
        [one] 1 phone
       *[other] { $count } phones
    }?
broadcast-correction-yes = Change it for everybody

broadcast-list = { $count ->
        [0] There is no broadcast yet.
       *[other] Your broadcasts, what is still to come first.
    }
broadcast-new = New broadcast
broadcast-in-list = { $stage ->
        [draft] Draft
        [scheduled] { DATE($day, month: "short") }, { CLOCK($clock) }
        [sending] Going out
        [stopped] Stopped, { DATE($day, month: "short") }
        [recalled] Recalled, { DATE($day, month: "short") }
       *[sent] Sent, { DATE($day, month: "short") }
    }: { $words ->
        [none] a file
       *[other] { $words }
    }

# Refusals: toasts, or an answer to words

broadcast-write-first = Please write it first.
broadcast-not-a-draft = That is on its way already, or out. /broadcast shows where it stands.
broadcast-too-late-to-cancel = That has left already. Recall takes it off the phones.
broadcast-not-scheduled = That is not scheduled any more.
broadcast-asked-nothing = That one asked nothing.
broadcast-reaches-nobody = It reaches nobody as it is. Choose who gets it first.
broadcast-nothing-to-stop = There is nothing left to stop.
broadcast-not-out = That is not on people’s phones now.
broadcast-busy = I am still busy with that one. Please try again in a moment.
broadcast-edited-already = That change is made already.
broadcast-cancelled-already = That one was thrown away.
broadcast-album-full = An album holds ten at most. I have kept the first ten.
broadcast-nothing-in-it = There is nothing in that which I could send. Please send words or a file.
broadcast-too-long = That is too long for one message: { $most } letters at most. Please send a shorter one.
broadcast-options-count = Please send up to { $most } answers, each on its own line.
broadcast-options-long = One of those is too long: { $most } letters at most. Please send them again.
broadcast-only-words = Only the words can be changed. Please send them without a file.

# Replies of members

broadcast-reply-to = I have kept that; nobody else sees it yet. Shall I send it to { $sender }, who wrote that message? Only { $sender } will see it.
broadcast-reply-send = Send it to { $sender }
