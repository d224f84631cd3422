# What Tandem can do, and who to call. The crisis card never says how somebody is.

help =
    <b>What I can do</b>
    /home where things are
    /reflect your questions
    /progress say how it is going
    /pair your challenge and your way so far

    You can also just write to me. I will ask what it is for. The rest is under these buttons.
help-stranger = I am Tandem, a helper for people in a leadership programme. If you were invited, please send me your code. It looks like ABCD-EFGH-JKMN.
help-facilitator = You are here as a facilitator. /desk shows all you can do, /broadcast writes to many people, /cohorts shows your cohorts. I write to you when somebody needs you. /mydata shows what we hold about you.
help-settings = Settings
help-pause = Have a rest
help-privacy = Privacy
help-my-data = My data
help-delete = Delete
help-leave = Leave

crisis-card =
    <b>This bot is not monitored and cannot help in an emergency.</b>
    Life at risk: call 999.
    { $nation ->
        [scotland] Urgent mental health help in Scotland: call NHS 24 on 111 and choose the mental health option.
        [wales] Urgent mental health help in Wales: call 111 and choose option 2.
        [northern-ireland] Urgent mental health help in Northern Ireland: call Lifeline on 0808 808 8000.
       *[england] Urgent mental health help in England: call 111 and choose the mental health option.
    }
    Samaritans: 116 123.
    Text SHOUT to 85258.
