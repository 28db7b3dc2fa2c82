//! Words of and around organisations' names.

use super::Classes;

/// Words by class, in small letters.
pub(super) const WORDS: &[(Classes, &str)] = &[
    (Classes::HEAD, "trust trusts ft nhsft hospital hospitals infirmary hospice ccg ccgs group pct pcts sha csu unit council healthwatch
        committee ltd limited plc llp inc foundation association society institute union federation alliance consortium
        partnership university police lmc authority agency board service confederation network forum college academy
        centre commission deanery laboratory laboratories pharmaceuticals surgery practice home school solicitors
        consulting associates party post echo gazette herald chronicle mercury argus news evening-news press telegraph
        mail times healthcare constabulary collaborative coalition bank organisation charity observatory
        directorate ombudsman uk councils universities co-operative cooperative
        homes team groups advertiser courier examiner sentinel recorder observer journal citizen messenger link taskforce"),
    (Classes::WEAK_HEAD, "health care services partners solutions systems technologies diagnostics homecare insurance
        holdings clinic pharma biotech magazine international"),
    (Classes::CUE, "st general save stop keep defend protect support mind uk advice concern trust radio nhs
        court fm hmp hmyoi school
        spokesman spokeswoman spokesperson founded cofounded co-founded founder founders co-founder co-founders"),
    (Classes::COLLECTIVE, "carers volunteers neighbours mothers mums dads parents pensioners tenants companions angels wanderers rovers
        choir shed sheds farm villages housing assurance guild rota foodbank kitchen kitchens voices recruitment
        advocates logistics developments ventures analytics software publishing communications
        opticians dental brewery bakery choirs rangers players friends allotments hub refuge shelter cic
        interim staffing locums properties estates construction engineering productions films legal
        neighbourhood helpline samaritans scouts credit churches quakers stores pr pharmacy chemist chemists club fc afc rfc church mosque synagogue taxis coaches caterers
        nursery nurseries playgroup radio bakers butchers brewers undertakers
        informatics therapeutics biosciences bioscience biomedical genomics robotics labs instruments catering facilities
        leisure foods wines motors buses physiotherapy optometrists pathology ambulances advisory security transport
        energy water rail steel capital media lpc ldc coastguard express bugle visiter"),
    (Classes::PREFIX_HEAD, "college faculty institute association department ministry house university campaign centre council federation
        academy society confederation guild coalition board office bank school union alliance friends league
        healthwatch foundation"),
    (Classes::GENERIC, "nhs the local new clinical foundation trust trusts hospital hospitals general community district county city borough
        university teaching acute mental health healthcare care social primary commissioning group ccg ccgs council
        national regional area public private independent special specialist royal children women partnership services
        service support unit authority board strategic pct sha ft select committee party working joint integrated
        english british uk england's all a an no other every each any some two
        three four five six seven eight nine ten first second pilot shadow practice surgery home school college centre
        network association society group foundation union federation alliance police metropolitan council
        ambulance emergency medical nursing staff staffing organisation charity agency limited forum and of for
        children's people's women's former merged neighbouring failing our their his her its my your this that
        these those several many most both more new-look business review team branch ward firm union board"),
    (Classes::ORGANISATION_WORD, "health healthcare care nhs trust hospital hospitals clinical commissioning group groups ccg council
        department commission committee association society institute union federation alliance consortium partnership
        university college academy centre agency authority board service services network forum foundation national
        royal british english scottish welsh irish european international global public private social medical
        nursing mental community patient patients safety quality policy research science medicine medicines
        government parliament party labour conservative conservatives tory tories liberal democrat democrats
        green act bill awards award congress conference summit day week month year programme scheme strategy plan
        review report inquiry framework fund budget payment tariff reform reforms white paper agenda
        change open letter letters press news live blog daily sunday times guardian telegraph mail post
        independent mirror express sun observer standard evening bbc sky radio television channel today
        newsnight panorama question questions time local regional area team east west north south northern southern
        eastern western central midlands county city district borough metropolitan england britain uk kingdom
        united states street road house school ward unit department ministry office treasury downing whitehall
        westminster prime minister secretary state chief executive director chair officer manager
        regulator ombudsman watchdog charity company limited ltd plc llp acute primary secondary tertiary
        emergency ambulance urgent integrated personal pioneer pioneers vanguard vanguards five forward view
        stroke cancer dementia diabetes maternity children childrens children's women women's young people
        older doctors nurses midwives gps gp consultants surgeons physicians practice practitioners
        information data digital technology innovation efficiency leadership management finance workforce
        education training staff staffing human resources pharmacy pharmaceutical dental oral eye ear
        learning disability disabilities autism action aid concern future futures healthwatch monitor
        accident accidents morning afternoon good happy new key top best special super big main first second third
        last next final latest full free fair equal right rights human better standards improvement improving
        transforming transformation productivity performance outcomes choice choices competition procurement
        barometer survey index atlas map guide guidance interview opinion comment editor editorial
        black minority ethnic world war summer winter spring autumn crisis pressure pressures mid
        consumer citizens advice bureau age rethink which mumsnet google twitter facebook youtube linkedin"),
    (Classes::TRUST_CUE, "trust trusts trust's hospital hospitals executive board cqc failings scandal midwives midwife maternity
        monitor foundation ft wards ward a&e mortality deaths bosses managers chairman regulator
        administrators administrator merger deficit tda sha takeover acquisition inspectors beds surgeon surgeons
        anaesthetist anaesthetic casualty theatres operating trainee"),
    (Classes::KIND_NOUN, "charity charities outfit thinktank think-tank consultancy consultants provider union firm company regulator watchdog organisation
        insurer newspaper website outsourcer contractor enterprise recruiter publisher manufacturer retailer
        supermarket broadcaster magazine journal giant startup start-up lobbyist developer multinational
        accountants accountancy auditors auditor pollster pollsters supplier operator campaigners
        lobbyists tank analysts solicitors"),
];
