//! Places: bare, they are no organisations and no persons.

use super::Classes;

/// Words of place names, in small letters; the gazetteer's own places are added to them.
pub(super) const WORDS: &[(Classes, &str)] = &[(
    Classes::PLACE,
    "england scotland wales ireland britain uk europe london birmingham manchester liverpool leeds sheffield bristol newcastle
    nottingham leicester coventry bradford cardiff edinburgh glasgow belfast swansea southampton portsmouth plymouth
    derby stoke wolverhampton sunderland norwich luton swindon peterborough oxford cambridge ipswich york gloucester
    exeter bath brighton hove bournemouth poole reading slough blackpool blackburn bolton bury oldham rochdale salford
    stockport tameside trafford wigan burnley preston lancaster carlisle durham darlington hartlepool middlesbrough
    stockton gateshead barnsley doncaster rotherham wakefield huddersfield halifax hull grimsby scunthorpe lincoln
    grantham boston northampton kettering bedford milton keynes colchester chelmsford basildon southend harlow thurrock
    medway maidstone canterbury dover hastings eastbourne crawley worthing chichester guildford woking epsom kingston
    croydon bromley bexley greenwich lewisham southwark lambeth wandsworth merton sutton richmond hounslow ealing
    hillingdon harrow brent barnet enfield haringey camden islington hackney newham redbridge havering barking dagenham
    waltham hammersmith fulham kensington chelsea westminster walsall dudley sandwell solihull telford shrewsbury
    hereford worcester redditch kidderminster stafford burton tamworth cannock warwick rugby nuneaton mansfield
    chesterfield buxton macclesfield chester crewe warrington halton runcorn widnes helens knowsley sefton southport
    wirral kent surrey sussex essex norfolk suffolk cambridgeshire bedfordshire hertfordshire buckinghamshire oxfordshire
    berkshire hampshire dorset devon cornwall somerset wiltshire gloucestershire herefordshire worcestershire
    warwickshire northamptonshire leicestershire rutland lincolnshire nottinghamshire derbyshire staffordshire
    shropshire cheshire lancashire merseyside cumbria yorkshire humberside northumberland northumbria tyne tees wear
    teesside tyneside cleveland humber midlands avon isle wight torbay torquay truro taunton yeovil salisbury winchester
    basingstoke aldershot frimley windsor maidenhead aylesbury wycombe watford stevenage luton essex
    america us usa states australia canada france germany italy spain greece sweden norway denmark netherlands holland
    belgium switzerland austria poland portugal india china japan africa syria iraq afghanistan libya pakistan
    bangladesh russia ukraine israel gaza egypt turkey zealand kenya ghana nigeria sierra leone liberia guinea
    mid-staffordshire mid glossop morecambe barrow furness kendal whitehaven hamlets aylesbury stoke-mandeville whitehall
    brussels washington york paris berlin dublin boston chicago texas california singapore hong kong mumbai delhi",
)];
