# Words that fit nothing; messages to the partner and to the facilitator.

notes-joined = I have put that with it. The buttons above are for all of it.
notes-what-shall-i-do = I have kept that for you; nobody else sees it. What shall I do with it?
notes-all-places = Where shall it go? Until you say, only you see it.
notes-more = More
notes-to-progress = It is how things are going
notes-to-answer = It answers a prompt
notes-to-partner = Send it to { $partner }
notes-to-facilitator = Tell my facilitator
notes-to-self = Keep it for me alone
notes-to-forget = Forget it

notes-which-state = How is it going, then? What you wrote will go with it, and your partner will see both.
notes-which-prompt = Which one does it answer?
notes-no-open-prompt = No prompt is open just now. Shall it go somewhere else?
notes-prompt-wants-tap = That prompt wants a tap. /reflect shows it. Where else shall your words go?
notes-prompt = { $title }
notes-became-progress = Kept with your update: <b>{ progress-state }</b>.
notes-kept-for-you = Kept for you alone.
notes-forgotten = Forgotten, here and in this chat.
notes-placed-already = That has found its place already.
notes-unknown-command = I do not know that one. /home shows where things are, /help what I can do.

notes-write-message = { $has_partner ->
        [yes] Write to { $partner }, or send a photo or a voice note. { $partner } gets it two minutes after.
       *[no] Your partner is not here just now.
    }
notes-held-message = { $to } will get this in two minutes.
notes-held-report = { $to } runs your programme and will see this in two minutes. They see this message and nothing else.
notes-from-partner = { $has_words ->
        [yes] { $name } wrote to you:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] { $name } sent you this:
    }
notes-from-member = { $has_words ->
        [yes] { $name } (pair { $pair }) asked me to tell you this. Only you can see it:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] { $name } (pair { $pair }) asked me to show you this. Only you can see it:
    }
notes-reply = Reply
notes-answer = Answer
notes-anew = That is gone, here and in this chat. Write it again when you like.
notes-report-anew = That is gone, here and in this chat. Send it again in other words when you like.
notes-nobody-there = Your partner is not here just now, so I have kept it for you alone.
notes-no-partner-toast = Your partner is not here just now.
notes-no-facilitator = Your facilitator has not joined here yet, so I have kept it for you alone. For help now, /help shows who to call.

notes-edit-kept = Your change is kept.
notes-edit-too-late = The other person has that already, so it stays as it was for them.
