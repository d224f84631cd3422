# Two pairs get in touch.

exchange-put-in-touch = Put us in touch

link-name = { $name }
link-how =
    Would you like to be in touch with: { $who }? There are two ways.

    <b>Swap names and details:</b> each of you chooses what to give.
    <b>A chat here:</b> you all see each other’s first names. It lasts 30 days.

    Everybody in both pairs must say yes first.
link-way-details = Swap names and details
link-way-chat = A chat here for 30 days
link-not-yet = You can be in touch once the other pair has answered you, or you have answered them.
link-proposed-already = That has been asked already. It waits until everybody has said yes.
link-decided = That is decided already.
link-proposed = I have asked the others. If one of you would rather not, nobody hears who.

link-asked =
    { $is_partner ->
        [yes] { $name } would like your pair to be in touch with: { $who }.
       *[no] { $who } would like to be in touch with your pair. You spoke about “{ $ask }”.
    }

    { $kind ->
        [chat] You would have a chat here for 30 days, and see each other’s first names.
       *[details] You would swap names, and what each of you chooses to give.
    } All of you must say yes. Would you like that?
link-yes = Yes, please
link-no = No, thanks
link-after-all-no = I would rather not

link-contact =
    How can the other pair reach you? Write a phone number, an e-mail, or what you like. They see it with your name, { $name }, once everybody has said yes.
link-only-name = Only my name
link-contact-check =
    The other pair will see this, once everybody has said yes:

    <b>{ $name }</b>{ $has_contact ->
        [yes] { "\u000A" }{ $contact }
       *[no] { "" }
    }
link-contact-right = That is right
link-contact-anew = Write it anew
link-contact-long = That is a little long: { $longest } letters at most. Could you make it shorter?
link-agreed = Thank you. It comes about when everybody has said yes.
link-waits = This waits until everybody in both pairs has said yes.
link-refused = That is fine. Nobody hears who said so.
link-not-come-about = You were asked about being in touch with another pair. It did not come about this time. That can have many reasons. You can still use /network.

link-contacts =
    You are in touch now. This is what the other pair chose to give you:

    { $others }
link-contact-line = <b>{ $name }</b>{ $has_contact ->
        [yes] : { $contact }
       *[no] { "" }
    }

link-chat-open =
    Everybody said yes. You have a chat with { LIST($others) } until { DAY($until) }.

    What you write here goes to all of them, with your first name. Please write nothing that could tell who a patient is.
link-chat = Your chat with { LIST($others) }. It lasts until { DAY($until) }.
link-chat-soon = Your chat with { LIST($others) } ends tomorrow, { DAY($until) }. If you want to stay in touch after that, tell them how.
link-chat-closed = Your chat with { LIST($others) } is over. What you wrote to each other stays on your phones.
link-chat-over = That chat is over.
link-chat-message =
    { $name } wrote in your chat:

    <tg-spoiler>{ $words }</tg-spoiler>
link-write = Write to them
link-answer = Write back
link-report = Report
link-close = End the chat
link-close-ask = End the chat for everybody? They are not told who ended it.
link-close-sure = Yes, end it
link-close-not = No, go on
link-write-how = What you write now goes to { LIST($others) }. Two minutes pass before it goes.
link-held = In two minutes this goes to { LIST($others) }.
link-words-only = Only words can go here. Could you write it?
