# How it goes: the facilitator's picture, help for pairs, digest, files and ready-made reminders.
# Every message is under 350 characters; lists of pairs may be longer.

desk-report = How it goes
report-no-cohort = You run no cohort yet, so there is nothing to show.
report-which = Which cohort shall I show?
report-cohort = { $name }
report-no-pairs = There is no pair in { $cohort } yet.
report-look = How it goes
report-more = More pairs

# The picture, and the same in words

report-picture =
    <b>{ $cohort }</b>, { DATE($first) } to { DATE($last) }, week by week. It shows whether people answered, never what.{ $workshops ->
        [none] { "" }
       *[other] {" "}Workshops: { $workshops }.
    }
    { $asked ->
        [0] Fewer than 5 people were asked in the last 4 weeks: too few for a figure.
       *[other] In the last 4 weeks { $answered } of the { $asked } people I asked have answered.
    }{ $short ->
        [yes] {"\u000A"}Weeks in which both, one or none answered:{"\u000A"}{ $pairs }
       *[no] { "" }
    }
report-in-words =
    <b>{ $cohort }</b>, weeks in which both, one or none answered:
    { $pairs }
report-row = { $label }{ $names ->
        [none] { "" }
       *[other] {" "}({ $names })
    }: both { $both }, one { $one }, none { $unanswered }; progress { $progress }, stuck { $stuck }

# Pairs that may like a hand

report-needs-none = Nobody in { $cohort } is quiet, stuck or out of reach.
report-needs =
    <b>{ $cohort }</b>: these pairs may like a hand. What you tap can be taken back for a minute.
    { $pairs }{ $more ->
        [0] { "" }
       *[other] {"\u000A"}And { $more } more.
    }
report-need = • <b>Pair { $label }</b>{ $names ->
        [none] { "" }
       *[other] {" "}({ $names })
    }:{ $resting ->
        [none] { "" }
       *[other] {" "}having a rest until { DATE($resting) }.
    }{ $quiet ->
        [none] { "" }
       *[other] {" "}quiet since { DATE($quiet) }.
    }{ $stuck ->
        [none] { "" }
       *[other] {" "}Stuck, they said on { DATE($stuck) }.
    }{ $lost ->
        [none] { "" }
       *[other] {" "}I cannot reach { $lost } any more.
    }{ $awaited ->
        [none] { "" }
       *[other] {" "}Not joined yet: { $awaited }.
    }
report-nudge = Nudge { $label }
report-write = Write to { $label }
report-rest = Rest { $label }
report-stop = Stop
report-undo = Undo

report-nudge-told = Hello { $name }. { $sender } is thinking of you two. How is it going? Two taps are enough. And if now is not a good time, that is fine too.
report-nudge-progress = Say how it is going
report-nudge-rest = Have a rest
report-nudge-going =
    In one minute this goes to { $names }, each with their own name:

    “Hello { $name }. { $sender } is thinking of you two. How is it going? Two taps are enough. And if now is not a good time, that is fine too.”
report-nudge-stopped = Stopped. Nothing was sent.
report-nudged-already = That pair had a nudge this week. You can write to them in your own words.
report-nobody-reachable = I cannot reach anybody in that pair just now.
report-gone-already = It has left already.

report-write-now = Send me the message for { $names } now: words, a photo, a file or a voice note. You see it before it goes.

report-rest-going = { $names } will have a rest from prompts until { DATE($until) }. In one minute I tell them, and that they can end it.
report-rest-told = { $sender } thought you two could do with a rest, so no prompts come until { DATE($until) }. You can end the rest at any time.
report-rest-undone = Undone. Prompts come as before, and nobody was told.
report-resting-already = That pair is having a rest already.

# The weekly digest

report-digest-choose = Weekly digest
report-digest-change = Another morning
report-digest-ask = On which morning shall I send you a short word on how your cohorts go? It comes at 8 am.
report-digest-day = { $on ->
        [yes] ✓{" "}
       *[no] { "" }
    }{ $day ->
        [0] Mon
        [1] Tue
        [2] Wed
        [3] Thu
        [4] Fri
        [5] Sat
        [6] Sun
       *[other] No digest
    }
report-digest-chosen = { $day ->
        [0] Your digest comes on Mondays at 8 am.
        [1] Your digest comes on Tuesdays at 8 am.
        [2] Your digest comes on Wednesdays at 8 am.
        [3] Your digest comes on Thursdays at 8 am.
        [4] Your digest comes on Fridays at 8 am.
        [5] Your digest comes on Saturdays at 8 am.
        [6] Your digest comes on Sundays at 8 am.
       *[other] No digest will come. You can look at any time with /report.
    }
report-digest =
    Good morning { $name }. This is how it goes.
    { $cohorts }{ $more ->
        [0] { "" }
       *[other] {"\u000A"}And { $more } more cohorts.
    }
report-digest-cohort = <b>{ $cohort }</b>, { $pairs ->
        [one] 1 pair
       *[other] { $pairs } pairs
    }.{ $asked ->
        [0] { "" }
       *[other] {" "}In 4 weeks { $answered } of { $asked } people answered.
    }{ $quiet ->
        [none] { "" }
       *[other] {" "}Quiet: { $quiet }.
    }{ $stuck ->
        [none] { "" }
       *[other] {" "}Stuck: { $stuck }.
    }{ $lost ->
        [none] { "" }
       *[other] {" "}Out of reach: { $lost }.
    }{ $awaited ->
        [0] { "" }
       *[other] {" "}Not joined yet: { $awaited }.
    }{ $workshop ->
        [0] { "" }
       *[other] {" "}Workshop { $workshop } is on { DATE($day) }.
    }

# Files

report-export = Files
report-export-ask = Who was sent and answered how many prompts, progress, and answers to your broadcasts. What people wrote is in none of them. Which kind of file?
report-export-xlsx = One spreadsheet
report-export-csv = Three CSV files
report-export-coming = Here they come.
report-export-tandem = Who answered, how it goes, and the answers to broadcasts. Please keep it where only those who need it can see it.
report-export-engagement = Engagement: who was sent and answered how many prompts. Please keep it safe.
report-export-progress = Progress: who said when how it goes. Please keep it safe.
report-export-broadcast-answers = Answers to your broadcasts. Please keep it safe.

# Ready-made reminders

report-reminder =
    On { DAY($day) } at { CLOCK($clock) } this goes by itself to { $count ->
        [one] 1 person
       *[other] { $count } people
    } in { $cohort }:

    <blockquote>{ $words }</blockquote>
    { $knows_venue ->
        [yes] Each gets it with their own name. You can change it or stop it.
       *[no] I do not know the place and time. Tap “Change it” to write them in.
    }
report-reminder-holiday =
    { DAY($day) } is { $holiday }. Send this to { $count ->
        [one] 1 person
       *[other] { $count } people
    } in { $cohort } all the same, at { CLOCK($clock) }? Without a tap it stays here.

    <blockquote>{ $words }</blockquote>
    { $knows_venue ->
        [yes] { "" }
       *[no] I do not know the place and time.
    }
report-reminder-send = Send it all the same
report-reminder-when = Another day
report-reminder-moved = Workshop { $workshop } of { $cohort } has moved. So I took back the reminder that named the old day; it is a draft now. The right one comes when it is time.
