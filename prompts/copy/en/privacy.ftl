# One's own data: the notice again, everything held, deleting, leaving.

privacy-again =
    That is the notice you agreed to. You can take it back at any time.

    What would you like to do?
privacy-my-data = Send me my data
privacy-delete = Delete something
privacy-leave = Leave Tandem
privacy-take-back = I no longer agree
privacy-home = Home
privacy-take-back-ask =
    Thank you for telling us. Without your agreement we may not go on.

    You can have everything deleted now. Or you can just leave: then nothing more comes, and what you wrote is kept until { DAY($until, year: "yes") }. /delete still works after that.
privacy-nobody =
    You have not joined, so there is no agreement to take back.

    We hold only your Telegram number, for a day, and nothing of what you write here. /mydata shows it.

mydata-coming = Here is everything we hold about you, in two files. The first is for reading. Please keep them somewhere safe.
mydata-text = To read
mydata-json = The same for a computer
mydata-text-name = tandem-my-data.txt
mydata-json-name = tandem-my-data.json

mydata-head =
    ALL THAT TANDEM HOLDS ABOUT YOU
    { DAY($day, year: "yes") }

    Telegram holds this chat too. It keeps your photos and voice notes. We hold only their numbers.
mydata-member =
    YOU
    Name: { $name }
    Role: { $role }
    Pair: { $pair }
    Cohort: { $cohort }
    Where you work: { $organisation }
    E-mail: { $email }
    Telegram number: { $chat_id }
    Agreed to the notice: { $consented_at } (version { $notice_version })
    Joined: { $joined_at }
    Left: { $left_at }
    Time of questions: { $prompt_time }
    Days of questions: { $days }
    Your own time zone: { $timezone }
    Paused until: { $paused_until }
mydata-weekday = { $day ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
    }
mydata-facilitator =
    YOU, AS A FACILITATOR
    Name: { $name }
    Telegram number: { $chat_id }
    Joined: { $joined_at }
    Broadcasts you wrote: { $broadcasts }
    Answers you wrote to members: { $answers }
    The other file has these too, and which cohorts you run.
mydata-answers = YOUR ANSWERS ({ $count }, every version)
mydata-answer =
    { DAY($day, year: "yes") } – { $title }
    { $question }
    { $any ->
        [yes] > { $words }
       *[no] > (no words)
    }
mydata-heading = { $table ->
        [progress_update] HOW IT WENT
        [next_step] NEXT STEPS YOU WROTE
        [challenge] THE CHALLENGE IN YOUR WORDS
        [ask] WHAT YOU ASKED OTHER PAIRS
        [response] WHAT YOU WROTE TO OTHER PAIRS
        [link_place] BEING IN TOUCH WITH ANOTHER PAIR
        [link_message] WHAT YOU WROTE IN A CHAT OF FOUR
       *[note] NOTES AND MESSAGES
    } ({ $count })
mydata-progress-update =
    { DAY($said_at, year: "yes") }: { $state }
    > { $happened }
    In the way: { $obstacle }
mydata-next-step =
    { DAY($written_at, year: "yes") }: { $state }, by { $due_on }
    > { $what }
mydata-challenge =
    { DAY($written_at, year: "yes") }
    > { $wording }
mydata-note =
    { DAY($written_at, year: "yes") } ({ $kind })
    > { $words }
mydata-ask =
    { DAY($written_at, year: "yes") }: { $state }
    > { $question }
    Background: { $background }
    What came of it: { $outcome }
mydata-response =
    { DAY($written_at, year: "yes") }: { $state }
    > { $words }
mydata-link-place =
    Agreed: { $agrees }
    How to reach you: { $contact }
mydata-link-message =
    { DAY($written_at, year: "yes") }: { $state }
    > { $words }
mydata-more =
    ALSO HELD
    Questions planned or asked: { $due }
    Messages of yours that the words above came from: { $piece }
    Times something waited before another person saw it: { $hold }
    Messages from us, without their words: { $outbox }
    Updates from Telegram, only their numbers: { $inbox }
    Programme messages you got, and what you tapped under them: { $delivery }
    Answers of facilitators to you: { $desk-answer }
    Invitations, only as a check sum: { $invitation }
    Wrong codes in the last day: { $wrong-try }
    How you take part in the network: { $network-wish }
    Pairs you do not meet: { $exclusion }
    What you reported: { $report }
    What you said to finished stories in the library: { $entry-wish }
    Texts of yours that asks are compared with, as numbers: { $compared-text }
    What your next message will be about: { $talk ->
        [yes] held
       *[no] nothing
    }
    The other file has all of these, line by line.

    WHAT WE NOTED, WITHOUT ANY WORDS ({ $audit })
mydata-audit = { $at }: { $act } ({ $actor }, { $subject })

delete-what = What would you like to delete? One answer, or everything?
delete-one = One answer
delete-all = Everything
delete-nothing = Nothing
delete-kept = Nothing was deleted.
delete-which = Which answer? Tap it. I will ask once more before it goes.
delete-which-none = There is no answer of yours to delete.
delete-answer = { $title }
delete-more = More
delete-answer-ask = { $opened ->
        [yes] Delete your answer to “{ $title }”? We delete our copy. Your partner has had it already and can keep what they got.
       *[no] Delete your answer to “{ $title }”? Nobody else has seen it. It cannot be brought back.
    }
delete-answer-yes = Delete it
delete-answer-no = Keep it
delete-answer-done = Your answer to “{ $title }” is deleted.
delete-answer-gone = That answer is gone already.

delete-all-ask =
    Everything you wrote will be deleted, and your name, e-mail and Telegram number too. You will no longer be a member.

    Your partner and your facilitator are told that you left. You may want your data first: /mydata
delete-all-stays =
    This stays:
    – what others have already got from you
    – your pair’s challenge as it stands now, if you have a partner: it is theirs too. Not that you wrote it.
    – that somebody had your place, and when, without a name. And our log, without any words, for { $audit_months } months, so that we can show what we did.
delete-all-yes = Delete everything
delete-all-no = Keep everything
delete-all-done = Done. Everything is deleted. To clear this chat as well, delete it in Telegram. Thank you for being here, and all the best.
delete-all-facilitator = You run cohorts here, so others depend on your place. Please ask { $operator } to remove you.
delete-nobody = There is nothing of yours here to delete.
delete-partner-told =
    Your partner has left Tandem and has deleted their data. That is their free choice and no judgement of you.

    Your words and your challenge are all still here. Your programme team knows.
delete-facilitator-told = One member of pair { $pair } ({ $cohort }) has left Tandem and has deleted their data. The place is free. You can invite somebody new.

leave-ask =
    Leave Tandem? Your partner is told that you have left, and not why. What they have got from you stays with them.

    What you wrote stays yours. We keep it until { DAY($until, year: "yes") }, and /delete and /mydata work until then.
leave-yes = Leave
leave-no = Stay
leave-but-network = Leave, but stay in the network
leave-network-kept = You have left the programme. No more questions will come. You are still in the network: other pairs may ask you, and you can ask them. /network shows it. /leave ends that too, at any time.
leave-delete = Delete everything
leave-stayed = Good. Nothing has changed. /home shows where things are.
leave-done = You have left. Nothing more will come. /mydata and /delete still work here. To come back, please ask your programme team for a new invitation. Thank you, and all the best.
leave-over = You have left already.
leave-partner-told =
    { $name } has left Tandem. Your own words and your challenge are still here, and what you got from { $name } stays in this chat.

    Your programme team knows and can invite somebody new.
leave-facilitator-told = { $name } of pair { $pair } ({ $cohort }) has left Tandem. The place is free. You can invite somebody new.
