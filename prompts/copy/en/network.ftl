# The network: who is there, looking round, and how one takes part.

home-network = Other pairs

network-screen =
    <b>The network of pairs</b>
    { $pairs ->
        [0] Nobody else is here yet.
        [1] One pair is here so far: yours.
       *[other] { $pairs } pairs are here.
    }{ $placed ->
        [yes] { " " }They are in { LIST($places) }.
       *[no] { "" }
    }

    You can ask other pairs for help, or see what they learned. Nobody sees your words or name unless you send them.
network-place = { $town } ({ $pairs })
network-elsewhere = other places ({ $pairs })

network-ask = Ask other pairs
network-find = Look something up
network-topics = Topics
network-ours = Our asks and answers
network-settings = How I take part
network-more = More

network-find-how = What would you like to know about? A word or a whole sentence is fine. Only Tandem sees what you look for.
network-found =
    { $count ->
        [0] I found nothing like that yet. You could ask other pairs.
        [1] I found this:
       *[other] I found these:
    }
    { $hits }
network-found-entry = • What pairs learned: { $title }
network-found-ask = • A pair asks now: { $title }
network-read = { $number }. Read it
network-find-again = Look for something else
network-words-please = I can only look for words. Could you write a few?

network-topics-which = Which topic? The number says how much there is to read.
network-topic-button = { $label } ({ $count })
network-topics-none = There is nothing here yet. The first ask could be yours.

network-ask-read =
    { $who } asks{ $is_ours ->
        [yes] { " " }(your own ask)
       *[no] { "" }
    }:

    <tg-spoiler>{ $words }</tg-spoiler>
network-ask-help = We may have a thought
network-help-how = Thank you for wanting to help. What would you like to do?
network-ask-gone = That ask is closed now. Thank you for looking.
network-ask-taken = You have this ask already. Look for it further up in this chat.

network-ours-screen =
    { $count ->
        [0] You have not asked or answered yet.
       *[other] <b>Your asks, and asks you heard</b>
        { $items }
    }
network-ours-ask = • { DATE($day, month: "short") }: you asked “{ $title }” – { $state ->
        [draft] not finished
        [checking] not sent yet
        [awaiting] waits for your partner
        [open] open, { $answers ->
            [0] no answer yet
            [1] one answer
           *[other] { $answers } answers
        }
        [closed] closed, { $answers ->
            [0] no answer
            [1] one answer
           *[other] { $answers } answers
        }
       *[removed] taken away
    }
network-ours-heard = • { DATE($day, month: "short") }: a pair asked you “{ $title }” – { $state ->
        [asked] you can still answer
        [silent] you can still answer
        [answered] you answered
        [declined] not this time
       *[ended] closed
    }

network-wishes =
    <b>How you take part</b>
    What Tandem may compare with asks: { $use ->
        [nothing] none of your words
        [everything] your challenge, your progress and what you told other pairs
       *[challenge] your challenge
    }.
    Asks that come to you: { $often ->
        [1] one
        [2] two
       *[other] three
    } a week at most.
    { $rests ->
        [no] Asks may come.
        [until] No asks come until you say so.
       *[day] No asks come until { DAY($until) }.
    }
network-wish-use = My words
network-wish-often = { $number ->
        [1] One a week
        [2] Two a week
       *[other] Three a week
    }
network-wish-mute = Rest from the network
network-wish-unmute = Let asks come again
network-wish-blocked = Pairs we do not meet
network-wish-back = How I take part

network-use-ask =
    When a pair asks, Tandem looks for pairs who know about it. It compares words by machine. <b>No person reads yours, and nobody is shown them.</b>

    Which of your words may it use?
network-use-nothing = None
network-use-challenge = Our challenge
network-use-everything = Progress and answers too
network-use-kept = Kept.

network-mute-ask = How long shall we leave you in peace? No pair can ask you in that time. Your own questions still come. Your partner can still be asked.
network-mute-week = One week
network-mute-month = Four weeks
network-mute-until = Until I say
network-rests = No asks will come to you. Asks you sent stay open.
network-rests-no-more = Asks may come again.
network-rests-not = The network does not rest for you.

network-block-ask = Shall your pair never meet this pair again? They will not be told. What you said to each other so far stays where it is.
network-block-yes = Never again
network-block-no = No, leave it
network-blocked-now = Done. Your pair will not meet this pair again. You can undo it in /network, under “{ network-wish-back }”.
network-partner-blocked = { $name } has asked me to keep your pair apart from this pair: { $who }. They are not told, and nothing more goes between you. You can undo it in /network, under “{ network-wish-back }”.
network-blocked-already = You do not meet this pair already.
network-blocked-list =
    { $count ->
        [0] There is no pair that you do not meet.
       *[other] Pairs you do not meet. Tap one to let it meet you again.
    }
network-unblock = { $who }
network-unblocked = You may meet this pair again.
network-unblocked-already = That was undone already.

network-ours-close = Close “{ $title }”
network-ours-write = Write about “{ $title }”
network-ours-answer = Answer “{ $title }”
