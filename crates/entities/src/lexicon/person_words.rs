//! Words around persons.

use super::Classes;

const MALE: Classes = Classes::MALE_TITLE;
const FEMALE: Classes = Classes::FEMALE_TITLE;

/// Words by class, in small letters.
pub(super) const WORDS: &[(Classes, &str)] = &[
    (Classes::HONORIFIC, "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron earl viscount
        viscountess countess cllr councillor rev reverend hon rt alderman
        lt col capt cmdr commander brigadier admiral commodore lieutenant archbishop rabbi imam sheikh brig sgt
        sister canon supt det insp fr pastor auntie"),
    (Classes::PEER, "lord lady baroness baron earl viscount viscountess countess"),
    (MALE, "mr sir lord baron earl viscount"),
    (FEMALE, "sister auntie mrs ms miss dame lady baroness viscountess countess"),
    (Classes::SAYING, "said says say saying told tells telling writes wrote written tweets tweeted tweeting comments commented
        commenting added adds adding warned warns warning argues argued arguing reports reported reporting claims
        claimed claiming explains explained explaining asks asked asking replies replied replying responds responded
        responding insists insisted insisting admits admitted admitting announced announces announcing calls called
        confirmed confirms confirming suggests suggested suggesting thinks thought believes believed describes described
        denied denies concludes concluded concluding notes noted noting observes observed points pointed stressed
        stresses urged urges urging welcomed welcomes criticised criticises criticized accused accuses praised praises
        predicted predicts promised promises revealed reveals stated states stating speaks spoke speaking continued
        continues continuing outlines outlined highlights highlighted hopes hoped wants wanted blogs blogged discusses
        discussed considers considered remarked quipped joked jokes wonders wondered questioned questions recommends
        recommended acknowledged acknowledges agrees agreed disagrees emphasised emphasises expressed declared
        declares defended defends dismissed dismisses attacked attacks insisted pledged pledges vowed vows
        demanded demands raised raises mentioned reiterated sets explores examines reflects looks gives asserts
        asserted conceded concedes cautioned cautions complained complains recalls recalled testified tweets interviews
        interviewed analyses investigates reviews finds found rejects rejected opened opens replied heckles
        apologised apologises condemned condemns hailed hails backs backed branded brands"),
    (Classes::ACTING, "is was are were has had have will would could should can may might must did does do also who
        whose became becomes takes took joins joined left leaves leads led made makes used uses goes went
        gets got resigned resigns retires retired stepped steps quit quits appeared appears began begins
        chairs chaired never already now then recently previously once met meets visited visits appointed
        published publishes launched launches decided decides faced faces received receives refused refuses
        read reads stood stands sat sits won wins lost loses beat beats kept keeps held holds ran runs came comes
        arrived arrives heard hears knew knows sent sends gave put puts turned turns kicked founded thanked thanks
        answered answers looked tried tries shook visits returned returns failed fails showed shows arranged
        saw sees felt feels needs needed deserves deserved seems seemed worked works"),
    (Classes::ROLE, "executive director officer chair chairman chairwoman chairperson secretary minister spokesman spokeswoman
        spokesperson editor reporter correspondent presenter president professor consultant surgeon nurse doctor mp mps gp
        gps peer inspector lawyer barrister solicitor analyst adviser advisor advisers aide leader mayor chancellor
        commissioner economist campaigner whistleblower author founder manager head lead partner fellow researcher
        midwife colleague journalist blogger columnist candidate host boss chief ombudsman counsel coroner judge dean tsar
        czar widow actor actress comedian singer physician psychiatrist paediatrician pathologist radiologist
        oncologist cardiologist obstetrician gynaecologist anaesthetist neurologist dentist pharmacist paramedic
        psychologist therapist academic scientist expert specialist strategist pollster historian
        backbencher predecessor successor counterpart deputy treasurer governor convenor convener organiser
        coordinator co-ordinator administrator auditor negotiator co-chair co-founder vice-chair vice-president
        vice-chairman chairmen chairs directors secretaries co-author co-director whip lecturer registrar trainee
        patient carer activist detective superintendent constable pc sergeant colonel captain general
        clinician practitioner mep msp am tory liberal democrat prime publisher producer politician
        principal guru reader commentator contributor advocate interviewer guest speaker pioneer veteran
        son daughter wife husband mother father brother sister mum dad qc"),
    (Classes::ROLE_PART, "chief deputy vice assistant associate senior shadow former permanent prime general medical clinical
        nursing national health finance financial executive non-executive operating managing acting interim foreign home
        education social care policy public lead regional principal honorary party labour tory conservative liberal
        democrat cabinet justice first second political special private parliamentary commons junior
        outgoing incoming new current ex-health strategic operational communications corporate human resources
        commercial information technology innovation quality patient safety mental primary acute emergency
        workforce development transformation commissioning improvement performance business defence
        environment transport work pensions treasury community communities founding consultant media press
        research scientific digital legal legislation legislative elected then cross-bench crossbench
        independent ukip green snp lib dem labour's labours right honourable state executive"),
    (Classes::PARTICLE, "van der den de von du la le bin al el ibn di da del della ter ten ap ab dos"),
    (Classes::KIN, "son daughter wife husband mother father brother sister baby child partner widow mum dad grandson
        granddaughter nephew niece uncle aunt cousin toddler boy girl twins grandmother grandfather"),
    (Classes::CONTACT, "call email e-mail contact phone tweet ask thank thanks message follow join welcome dear hi hello cc"),
    (Classes::CALENDAR, "january february march april may june july august september october november december monday
        tuesday wednesday thursday friday saturday sunday christmas easter"),
    (Classes::FUNCTION, "the a an in on at of for from by with to and but or nor so as if it its he she they we i you his her
        their our my your this that these those there here when while where what why who how which after before
        meanwhile however also although though despite because since until unless during under over between among
        about against across around through throughout within without into onto upon off out up down than then
        according responding read see click watch listen good morning afternoon evening more other others another one
        two three four five six seven eight nine ten yes no not now new today yesterday tomorrow tonight last next
        first firstly second secondly third finally final both all some many most several only just even still earlier
        later elsewhere following speaking asked commenting writing meet is are was were be been being has have had do
        does did will would can could should may might must let's let please thanks thank welcome hello hi dear re
        well ok okay plus per via vs versus each every any either neither such same very too much few little less least
        enough own ever never always often sometimes perhaps maybe quite rather almost already again once twice
        asking former ex latest exclusive breaking update updated live blog comment comments opinion analysis news
        story stories headline headlines summary recap picture video audio photo image source press release full
        check share follow tweet tweets join sign register visit find download view look remember reminder
        turning moving back coming going given asking adding saying telling calling using based don't doesn't
        didn't isn't it's that's there's what's here's we're we've we'll i'm i've i'd they're you're
        nice lovely fantastic excellent interesting important bad big best better worst top high low long short
        old young early late recent previous current"),
    (Classes::THING, "show programme program report review inquiry enquiry lecture prize challenge award awards act bill street road
        lane avenue house square park building centre center unit ward wing theatre memorial scale syndrome disease
        law effect cup stadium plan hospital hospitals infirmary hospice clinic foundation trust institute school
        college university week day month year conference summit congress lecture fellowship scholarship scheme
        campus gallery museum hall hotel station airport bridge court chambers tower towers gardens grove terrace
        crescent place close drive way manor lodge farm library arena inquest oration medal festival fund
        commission committee panel taskforce association society group council charter amendment formula
        doctrine rule rules test index method manoeuvre bank ltd limited plc llp inc co company
        & and-sons sons partners associates solicitors consulting times telegraph mail post
        independent mirror express star echo gazette herald chronicle mercury argus"),
];
