# Cohorts, as facilitators make and change them, and what members hear of it.

cohorts-list =
    <b>Your cohorts</b>, and how many have joined:
    { $cohorts }
cohorts-line = { $name }: { $joined } of { $places }
cohorts-none = There is no cohort yet. You can make one now: it takes a few short questions.
cohorts-open = { $name }
cohorts-new = New cohort
cohorts-back = All cohorts

cohorts-one =
    <b>{ $name }</b>, { $programme }
    { cohorts-nation }, { $city } time
    { $places ->
        [0] Nobody is in it yet.
       *[other] { $joined } of { $places } have joined.
    }

    { $workshops }
cohorts-workshop-line = Workshop { $number }: { DAY($day, year: "yes") }, { $known ->
        [yes] { $venue }
       *[no] place not known yet
    }
cohorts-people = People
cohorts-workshops = Workshops
cohorts-prompts = Prompts
cohorts-add-pair = Add a pair
cohorts-send-file = Send a file of people
cohorts-more = More
cohorts-earlier = Earlier

# Making one

cohorts-ask-name = What is the new cohort called? People will read this name, such as “Oxford 2027”.
cohorts-ask-programme = <b>{ $name }</b>: which programme will they follow?
cohorts-programme = { $title } ({ $workshops } workshops)
cohorts-ask-day = <b>{ $name }</b>: when is workshop { $number } of { $of }? Please type the day, like “3 March 2027”.
cohorts-ask-venue = <b>{ $name }</b>: where is workshop { $number }, and at what time? Members see this before they come, such as “Town Hall, 10 am to 4 pm”.
cohorts-no-venue = Not known yet
cohorts-ask-nation = <b>{ $name }</b>: in which nation is it? Then I notice its bank holidays.
cohorts-nation = { $nation ->
        [england] England
        [scotland] Scotland
        [wales] Wales
        [northern-ireland] Northern Ireland
       *[none] No nation chosen
    }
cohorts-ask-zone = <b>{ $name }</b>: whose clock does it live by? Tap one, or type a city.
cohorts-zone = { $city }
cohorts-ask-check =
    <b>{ $name }</b>, { $programme }
    { cohorts-nation }, { $city } time

    { $workshops }

    { $on_holiday ->
        [yes] { $holidays }
    Shall I make it all the same?
       *[no] Shall I make it?
    }
cohorts-holiday-line = <b>{ DAY($day, year: "yes") } is { $holiday }.</b>
cohorts-make = Make it
cohorts-one-back = One step back
cohorts-afresh = Start again
cohorts-later = Go on later
cohorts-made = { $name } is there now. Next come its people: send a file, or add them pair by pair.
cohorts-name-wrong = I need a name of up to 60 letters. What is it called?
cohorts-name-taken = There is a cohort called { $name } already. Which other name shall it have?
cohorts-day-again = I did not understand that day. Please type it like “3 March 2027”, and let it be today or later.
cohorts-day-order = Each workshop comes after the one before, which is on { DAY($before, year: "yes") }. Which day is this one?
cohorts-venue-long = That is longer than 200 letters. Could you say it shorter?
cohorts-zone-again = I do not know that place. Please type a larger city near it, such as “London”.
cohorts-please-tap = Please tap one of the buttons above.
cohorts-please-type = Please type it as words.
cohorts-said-already = That is settled already. /cohorts shows where things are.
cohorts-not-finished = Some answers are still missing. /cohorts and “New cohort” go on with it.

# Files of people

cohorts-file-please = Send me the file for { $name } as a document. It is a table saved as “CSV”, with one row for each person. Below is an example.
cohorts-file-whose = Is this a file of people? Then tell me which cohort it is for.
cohorts-file-new = A new cohort
cohorts-file-reading = Thank you. I am reading the file for { $name }.
cohorts-file-over = I no longer have that file at hand. Please send it once more.
cohorts-file-as-document = Please send the file itself, as a document, not as words or a picture.
cohorts-file-save-as-csv = This is a spreadsheet. Please open it, choose “Save as” and the type “CSV UTF-8”, and send me that file.
cohorts-file-big = That file is larger than { $most } kB, so it is hardly a list of people. Please look at it again.
cohorts-file-many = That file has { $count } people. Please send it in parts of { $most } at most.
cohorts-file-lost = I could not get that file from Telegram. Please send it once more.
cohorts-file-done =
    <b>{ $name }</b>: { $new ->
        [0] nobody is new.
        [one] 1 person is new. The invitation follows.
       *[other] { $new } people are new. Their invitations follow.
    } { $there ->
        [0] { "" }
        [one] 1 was there already.
       *[other] { $there } were there already.
    }{ $differ ->
        [0] { "" }
       *[other] { " " }What was there stays as it is:
    { $differences }
    }{ $more ->
        [0] { "" }
       *[other] { " " }… and { $more } more.
    }
cohorts-difference = – { $text }
cohorts-file-faults =
    { $count ->
        [one] One thing is not right yet, so I have added nobody:
       *[other] { $count } things are not right yet, so I have added nobody:
    }
    { $faults }{ $more ->
        [0] { "" }
       *[other] { " " }… and { $more } more.
    }

    Please put it right and send the file again.
cohorts-fault = – Row { $row }{ $placed ->
        [yes] , { $column }
       *[no] { "" }
    }: { $problem } { $instead }
cohorts-template = This is what a file of people looks like.
cohorts-template-theirs = Your file, with what to change in the last column. You can mend it here and send it back.
cohorts-template-name = people.csv
cohorts-template-body =
    pair,name,role,organisation,challenge,email
    1,Asha,lay,Riverside Carers,Kinder letters from the clinic,asha@example.org
    1,Tom,professional,Riverside Clinic,,tom@example.org

# Invitations

cohorts-invitation-words =
    Hello { $name }, you are invited to Tandem for { $cohort }. It helps you and your partner between workshops. You need Telegram on your phone. Then open this link:
    { LINK($token) }
    or send this code to the bot: { $code }
    It is for you alone, and works once.
cohorts-invitation-text = <pre>{ cohorts-invitation-words }</pre>
cohorts-invitations-table = The invitations as a table. Please keep it safe: whoever has a link can use it.
cohorts-invitations-table-name = invitations.csv
cohorts-invitations-cards = The invitations as cards, to print and cut. Each can be scanned with a phone.
cohorts-invitations-cards-name = invitation-cards.pdf
cohorts-invitations-texts = The invitations as texts. There is one for each person. You can copy it into an e-mail.
cohorts-invitations-texts-name = invitations.txt
cohorts-card-place = Pair { $pair }, { $role ->
        [lay] lay partner
       *[professional] professional
    }
cohorts-card-how = Scan this with your phone’s camera. Or open Telegram, look for @{ $bot } and send this code. It works once.

# People

cohorts-people-list = <b>{ $name }</b>
    { $any ->
        [yes] { $pairs }
       *[no] Nobody is in it yet. Send a file, or add a pair.
    }
cohorts-pair-line = { $over ->
        [yes] Pair { $pair }: dissolved
       *[no] Pair { $pair }: { $lay } { $lay_is ->
        [joined] has joined
        [joining] is joining
        [invited] is invited
        [expired] has an old invitation
        [withdrawn] is not invited now
        [left] has left
       *[none] is missing
    }, { $professional } { $professional_is ->
        [joined] has joined
        [joining] is joining
        [invited] is invited
        [expired] has an old invitation
        [withdrawn] is not invited now
        [left] has left
       *[none] is missing
    }
    }
cohorts-pair = { $pair }: { $names }
cohorts-pair-screen =
    <b>Pair { $pair }</b>{ $over ->
        [yes] { " " }was dissolved
       *[no] { "" }
    }
    { $places }
cohorts-place = { $name }, { $role ->
        [lay] lay partner
       *[professional] professional
    }: { $standing ->
        [joined] has joined
        [joining] is joining now
        [invited] is invited and has not joined yet
        [expired] has an invitation that is too old
        [withdrawn] has no invitation now
       *[left] has left
    }
cohorts-renew = New invitation for { $name }
cohorts-withdraw = Withdraw { $name }’s invitation
cohorts-replace = { $name } is leaving
cohorts-follow = Somebody follows { $name }
cohorts-dissolve = Dissolve this pair
cohorts-renewed = Here is a new invitation for { $name }. The earlier one no longer works.
cohorts-withdrawn = { $name }’s invitation no longer works. You can make a new one at any time.
cohorts-invited = { $name } is invited. The invitation follows.
cohorts-has-joined = { $name } has joined already, so there is nothing to invite to.
cohorts-has-left = { $name } has left already.
cohorts-place-taken = That place is taken. /cohorts shows who is there.
cohorts-replace-ask = If { $name } leaves, no more questions come to them. What they wrote stays theirs, and nobody who follows sees it. Their partner is told that they have left, and not why.
cohorts-replace-yes = { $name } leaves
cohorts-replace-name = { $ended ->
        [yes] { $name } has left and has been told kindly. Who follows? Please type a name, or come back to this later.
       *[no] Who follows { $name }? Please type a name.
    }
cohorts-person-again = I did not catch a name in that. Please send one of up to 40 letters.
cohorts-dissolve-ask = If you dissolve pair { $pair }, both are told kindly, in the same words. No more questions come. What each of them wrote stays theirs. This cannot be undone.
cohorts-dissolve-yes = Dissolve the pair
cohorts-dissolved = Pair { $pair } is dissolved, and both have been told kindly.
cohorts-dissolved-already = That pair was dissolved already.
cohorts-add-lay = A new pair for { $name }. What is the lay partner called?
cohorts-add-professional = And who is the professional with { $name }?
cohorts-add-challenge = What is their shared challenge, in their words? You can leave it to them.
cohorts-no-challenge = They will say it themselves
cohorts-challenge-long = Please type it in up to { $most } letters.
cohorts-pair-added = Pair { $pair } is there: { $lay } and { $professional }. Questions from before they join are not sent. Their invitations follow.

cohorts-told-place-ended = Hello { $name }. Your place in { $cohort } has come to an end, as your programme team arranged. Thank you for all you brought to it. What you wrote stays yours: /mydata shows it, /delete erases it. Your programme team can tell you more.
cohorts-told-dissolved = Hello { $name }. Your programme team has ended your pair in { $cohort }. This is nobody’s fault. Thank you for what you did together. No more questions come. What you wrote stays yours: /mydata shows it, /delete erases it.

# Workshops

cohorts-workshops-list =
    <b>{ $name }</b>
    { $workshops }
cohorts-move = Move workshop { $number }
cohorts-venue = Place of { $number }
cohorts-move-ask = Workshop { $number } is on { DAY($day, year: "yes") }. Which day shall it be? Nothing changes until you have seen what that means.
cohorts-move-check =
    <b>Workshop { $number }</b> would move from { DAY($was, year: "yes") } to { DAY($day, year: "yes") }.{ $holiday ->
        [none] { "" }
       *[other] {" "}<b>That is { $holiday }.</b> Move it there all the same?
    }

    { $moves ->
        [yes] These prompts change:
    { $shifts }
       *[no] No prompt changes its day.
    }{ $got ->
        [yes] {"\u000A\u000A"}Sent already. These stay as they are:{"\u000A"}{ $sent }
       *[no] { "" }
    }

    { $people ->
        [0] Nobody has joined yet, so nobody is told.
        [one] 1 member would be told.
       *[other] { $people } members would be told.
    }{ $broadcasts ->
        [0] { "" }
        [one] { " " }1 scheduled broadcast moves too.
       *[other] { " " }{ $broadcasts } scheduled broadcasts move too.
    }
cohorts-shift = – “{ $title }”: { $kind ->
        [moves] { DAY($before) } → { DAY($after) }
        [comes] comes on { DAY($after) }
       *[drops] drops out
    } ({ $people })
cohorts-title = – { $title }
cohorts-and-more = … and { $count } more
cohorts-move-yes = Move it and tell them
cohorts-move-no = Leave it
cohorts-moved = Workshop { $number } is on { DAY($day, year: "yes") } now. { $told ->
        [0] Nobody had joined yet.
        [one] I am telling 1 member.
       *[other] I am telling { $told } members.
    }
cohorts-moved-already = That workshop has been moved since then. /cohorts shows its day.
cohorts-move-past = Workshop { $number } has been, so it stays where it was.
cohorts-move-same = That is the day it has already. Which other day shall it be?
cohorts-move-order = That day does not fit: it must be to come, after the workshop before and before the one that follows. Which day shall it be?
cohorts-venue-ask = Where will workshop { $number } be, and at what time? Please type it, such as “Town Hall, 10 am to 4 pm”. Members are told at once.
cohorts-venue-done = Workshop { $number }: { $venue }. { $told ->
        [0] Nobody had joined yet.
        [one] I am telling 1 member.
       *[other] I am telling { $told } members.
    }
cohorts-told-moved = Workshop { $number } has moved. It is now on <b>{ DAY($day) }</b>, not on { DAY($was) }.{ $known ->
        [yes] { " " }Place: { $venue }.
       *[no] { "" }
    } Your questions follow the new day by themselves.
cohorts-told-venue = Workshop { $number } on { DAY($day) } has a new place: <b>{ $venue }</b>

# Prompts

cohorts-prompts-list = <b>{ $name }</b> has { $count } prompts. Tap one to see it. What you change here changes for this cohort only.
cohorts-prompt-entry = { $state ->
        [skipped] ✗ { $title } (left out)
        [changed] { $title } (changed)
        [added] { $title } (yours)
       *[plain] { $title }
    }
cohorts-when = { $workshop ->
        [0] { $way ->
            [on] on joining
           *[after] { $amount } { $unit ->
                [day] { $amount ->
                    [one] day
                   *[other] days
                }
                [week] { $amount ->
                    [one] week
                   *[other] weeks
                }
               *[month] { $amount ->
                    [one] month
                   *[other] months
                }
            } after joining
        }
       *[other] { $way ->
            [on] on workshop { $workshop }
           *[after] { $amount } { $unit ->
                [day] { $amount ->
                    [one] day
                   *[other] days
                }
                [week] { $amount ->
                    [one] week
                   *[other] weeks
                }
               *[month] { $amount ->
                    [one] month
                   *[other] months
                }
            } { $way ->
                [before] before
               *[after] after
            } workshop { $workshop }
        }
    }
cohorts-prompt =
    <b>{ $title }</b>{ $skipped ->
        [yes] { " " }– left out
       *[no] { "" }
    }
    { cohorts-when }{ $core ->
        [yes] { "" }
       *[no] , waits in /reflect
    }

    { $words }
cohorts-prompt-words = { $several ->
        [yes] { $number }.{ " " }
       *[no] { "" }
    }{ $whose ->
        [both] Both: { $words }
        [lay] Lay partner: { $words }
       *[professional] Professional: { $words }
    }
cohorts-reword-both = { $several ->
        [yes] Change { $number }
       *[no] Other words
    }
cohorts-reword-lay = { $several ->
        [yes] { $number } for lay
       *[no] For lay
    }
cohorts-reword-professional = { $several ->
        [yes] { $number } for professional
       *[no] For professional
    }
cohorts-prompt-day = Another day
cohorts-prompt-skip = Leave it out
cohorts-prompt-restore = As the programme has it
cohorts-prompt-add = Add a prompt
cohorts-reword-ask = Please type the new question for “{ $title }”{ $whose ->
        [lay] , for lay partners
        [professional] , for professionals
       *[both] { "" }
    }. It may have up to { $most } letters. You can write {"{"}name{"}"}, {"{"}partner{"}"} and {"{"}challenge{"}"}: I fill them in.
cohorts-words-long = That has { $count } letters; a phone likes { $most } at most. Could you make it shorter?
cohorts-prompt-when = When shall “{ $title }” come? Please type it like “3 days after workshop 1”, “on workshop 2” or “2 weeks before workshop 3”.
cohorts-moment-again = I did not understand that. A prompt hangs on a workshop, so that it moves along with it. Please type it like “3 days after workshop 1”, “on workshop 2” or “2 weeks before workshop 3”.
cohorts-prompt-wrong = That does not work yet: { $problem }. Please { $instead }.
cohorts-skipped-already = That prompt is left out already.
cohorts-preview-role = { $role ->
        [lay] This is how the lay partner sees it:
       *[professional] This is how the professional sees it:
    }
cohorts-only-preview = This is only to look at.
cohorts-change-check =
    { $kind ->
        [skip] Leave out “{ $title }”?
        [add] Add “{ $title }”, { cohorts-when }?{ $core ->
            [yes] { "" }
           *[no] { " " }14 prompts come on their own by now, so this one waits in /reflect.
        }
       *[edit] Change “{ $title }”, { cohorts-when }?
    }

    { $people ->
        [0] Nobody has joined yet.
       *[other] { $moves ->
            [yes] What changes:
    { $shifts }
           *[no] Every prompt comes on the same day as before.
        }
    }{ $got ->
        [yes] { " " }Who has got it already keeps it as it was.
       *[no] { "" }
    }
cohorts-change-yes = Yes, for this cohort
cohorts-change-no = Leave it as it is
cohorts-changed = Done: the prompts of { $name } are as you wish.
cohorts-no-room = 14 prompts come on their own already, and more would be too much. Please leave another one out first.
cohorts-changed-already = That is so already. /cohorts shows how things are.
cohorts-new-title = A prompt for { $name } alone. What is its title? A few words.
cohorts-title-wrong = I need a title of up to { $most } letters.
cohorts-new-words = What is the question? You can write {"{"}name{"}"}, {"{"}partner{"}"} and {"{"}challenge{"}"}: I fill them in. Members answer in their own words.
cohorts-new-when = When shall it come? Please type it like “3 days after workshop 1” or “1 week before workshop 2”.
cohorts-new-asked = Who is asked?
cohorts-asked-both = Both
cohorts-asked-lay = Lay partners
cohorts-asked-professional = Professionals
cohorts-new-seen = Who sees the answer? You never do.
cohorts-seen-private = Only who writes it
cohorts-seen-partner = The partner too
cohorts-seen-choose = The writer chooses
