"""The most telling small words of the languages that share the Latin letters, the ones of chats among them."""

from collections import Counter
from typing import Final

_LISTS = {
    "en": "the and of to in is it you that for with this was on are my have but not so at they be from we your just"
    " i'm it's don't what all an as or if me how do here there a i he she can too some like his her him has had will"
    " more when which their them were out who am about by one than into after love our us been being did does doing"
    " would could should must may might up down off over again only very really then now these those its no yes"
    " why where while because i've i'll i'd can't won't didn't doesn't isn't wasn't aren't haven't couldn't wouldn't"
    " you're they're we're that's there's what's let's he's she's who's got get getting go going gonna wanna gotta"
    " want need think know say said see look looks looking make made take took come came good great best new old day"
    " today tomorrow yesterday tonight night morning week year time people thing things something anything nothing"
    " everything everyone someone anyone never always ever still even much many any every each other another such"
    " please thanks thank sorry hello hey hi bye happy girl girls guys friend friends home house food eat coffee tea"
    " dress outfit fit skin hair makeup beautiful cute pretty nice amazing obsessed honestly literally actually"
    " lol lmao omg idk ngl tbh imo btw brb fr frfr tho thru cuz bc ur u r y'all ya yall bestie slay bro dude dope lit"
    " vibe vibes mood bussin rizz lowkey highkey deadass sus cap yeet stan simp bae af smh rn istg iykyk pls plz"
    " thx ily wtf wth rip congrats yay yeah yep nope nah okay ok oh wow aw aww ugh haha hahaha hehe feel feels feeling"
    " finally first last little big small long way back through before until without under between both same own"
    " where's how's real yum check out help anyone's stop give gave buy bought wear wearing tried try trying work"
    " life world work cat dog wait part right left well let's sooo soo kinda sorta",
    "es": "el la los las de que y en un una por con para es no se lo su al del como más pero muy mi este esta está son"
    " ya todo hay cuando donde también fue a me te le les nos si sí o yo tú él ella ellos nosotros ustedes usted"
    " eso esto ese esa esos esas estos estas aquel qué quién cómo cuándo dónde cuál cuánto porque sin sobre entre"
    " hasta desde ser estar tener hacer tengo tiene tienes tenemos hace hago voy vas va vamos van quiero quiere"
    " quieres puedo puede puedes soy eres somos estoy estás estamos están era fui sido ha he has han había"
    " bien mal mejor peor mucho mucha muchos muchas poco nada algo siempre nunca ahora hoy ayer mañana luego después"
    " antes aquí allí así aún todavía solo sólo tan tanto gracias hola adiós besos abrazo amor amo encanta gusta"
    " gustó bonito bonita linda lindo hermosa hermoso guapa guapo chica chicas chicos amiga amigo amigos amigas gente"
    " casa día días noche tarde año años vida cosa cosas vez veces comida comer café mercado pan agua ropa vestido"
    " foto fotos jaja jajaja jajajaja xd porfa pq xq tqm q k bb wey güey tío tía vale venga dale órale qué ay ojalá"
    " menos otra otro otros otras misma mismo cada uno unos unas dos tres primera primer gran grande buen buena bueno"
    " buenos buenas nuevo nueva parece creo sé ver veo mira saber sabe sabes decir dice dijo hecho sus mis tus tu"
    " ti mí conmigo contigo favor feliz cumple rico rica delicioso delicioso receta hice quedó salió probar probé",
    "fr": "le la les de des du et est un une dans pour que qui pas ce je il elle sur avec au plus mais nous vous c'est"
    " j'ai mon ma ne on son très cette être d'un où à a en y tu te me se sa ses mes tes ton ta nos vos leur leurs aux"
    " ça cela si ou comme quand pourquoi comment quoi quel quelle quels quelles sans sous chez entre vers depuis"
    " pendant avant après toujours jamais encore déjà bien mal trop peu beaucoup rien tout tous toute toutes même"
    " aussi alors donc car parce voici voilà ici là suis es sommes êtes sont était étaient été ai as avons avez ont"
    " avait fait faire fais dit dire va vais vas vont aller peux peut veux veut dois doit faut sais sait voir vois"
    " j'adore j'aime qu'il qu'elle qu'on n'est n'a l'on d'une s'est m'a t'es t'as c'était j'étais j'en qu'est"
    " merci bonjour bonsoir salut coucou bisous oui non belle beau jolie joli jour jours soir nuit matin année"
    " aujourd'hui demain hier maintenant vie chose choses fois gens copine copines fille filles ami amis amie"
    " mdr ptdr jpp stp svp tkt wesh mdrr lol grave ouais bah ben franchement vraiment super génial trop chat maison"
    " recette robe tenue peau cheveux manger café pain petit petite grand grande nouveau nouvelle premier première"
    " deux trois autre autres moi toi lui eux elles quelqu'un personne notre votre dont cet ces",
    "de": "der die das und ist ich nicht ein eine in zu mit den von auf für es sich auch dem wie im war aber noch nur"
    " wir sie so mein bei hat am du er ihr mir mich dir dich uns euch sind bin bist habe hast haben wird werden kann"
    " können muss will wenn dann weil dass als oder schon immer mal ja nein sehr mehr viel alle alles was wer wo"
    " warum heute morgen gestern danke bitte hallo schön schöne schöner gut einen einer einem meine meinen meiner"
    " kein keine nach über unter vor durch gegen ohne zum zur vom beim diese dieser dieses jetzt hier da doch wieder"
    " ganz einfach endlich liebe tag jahr zeit leute",
    "pt": "o a os as de que e do da em um uma para com não por se mais na no é eu mas meu minha muito como foi ao isso"
    " você são está tem também dos das nos nas à ao aos pelo pela num numa ele ela eles elas nós vocês me te lhe seu"
    " sua seus suas meus minhas este esta esse essa isto aquilo quem onde quando porque porquê então já ainda agora"
    " hoje ontem amanhã sempre nunca tudo nada bem mal bom boa obrigado obrigada oi olá tô tá vou vai vamos ser estar"
    " ter fazer fiz fez estou estava era sou somos gosto gente vc tbm pra pro kkk kkkk kkkkk rs rsrs lindo linda"
    " demais até sem só dia casa vida coisa amor saudade",
    "it": "il lo la gli le i di che e un una in per con non è del della si da come più ma mi questo questa sono ho al"
    " anche molto nel alla dei delle degli dal dalla nella sul sulla ai agli alle tra fra se ci ti vi ne io tu lui"
    " lei noi voi loro mio mia miei mie tuo tua suo sua nostro quello quella cosa chi dove quando perché però già"
    " ancora sempre mai ora oggi ieri domani bene male bello bella buono buona grazie ciao sei è siamo hai ha abbiamo"
    " hanno era stato fatto fare fa vado va andare tutto tutti tutte niente qualcosa così solo proprio allora casa"
    " giorno amore c'è dell' l'ho un'altra ragazze ragazzi",
    "nl": "de het een en van ik is dat niet in op te zijn voor met die er aan ook maar naar heb mijn wat was om je jij"
    " hij zij we wij jullie ze mij hem haar ons onze hun dit deze dan nog wel geen heeft hebben had ben bent worden"
    " wordt kan kunnen moet moeten wil als of omdat hoe waar wie waarom altijd nooit nu vandaag morgen gisteren"
    " heel erg veel meer goed mooi lekker leuk leuke dank bedankt hoi alles iets niets over onder door tegen zonder"
    " bij uit zo toch weer even echt gewoon",
    "id": "yang dan di ini itu untuk dengan dari tidak ada saya aku akan pada juga ke bisa sudah karena kamu dia kita"
    " kami mereka nggak gak enggak ga banget sama aja lagi udah mau buat kalau kalo tapi atau jadi lebih sangat"
    " hari baru bagus terima kasih makasih wkwk wkwkwk kok sih dong deh nih tuh gue lu apa siapa kenapa gimana",
    "pl": "i w nie na się z do że to jest jak o co ale po za od tak dla już tylko czy mnie mi ja ty on ona my wy oni"
    " jestem jesteś są był była było być mam masz ma może bardzo dziś dzisiaj jutro wczoraj dzięki dziękuję cześć"
    " gdzie kiedy dlaczego który która które ten ta te tego tej moja mój moje jeszcze też przez",
    "tr": "bir ve bu da de için çok ben sen o biz siz ile ama gibi daha en kadar mi mı ne var yok değil olarak sonra"
    " şey iyi güzel bugün yarın dün teşekkürler merhaba evet hayır benim senin olan oldu her şimdi nasıl neden",
    "vi": "và của là có không được cho một những các này với trong người tôi bạn mình em anh chị rất đã sẽ đang cũng"
    " như khi thì mà nhưng vì nên hay ngon quá đẹp ơi nhé nha cảm ơn hôm nay ăn đi",
    "sv": "och att det som en på är av för med den till inte har de ett om han hon jag du vi ni mig dig sig men var"
    " från så kan ska när nu här där också mycket bara alla idag imorgon tack hej bra fin min mitt mina ditt din",
}  # fmt: skip
# So common in several languages or as names that they say next to nothing.
_WEAK_WORDS = "a e i o u y k q r no me so in an on as do go real lol ok café bb fit chat us am to la de"
_WEAK = frozenset(_WEAK_WORDS.split(" "))
_LETTERS = {
    "es": "ñ¿¡", "fr": "çœèêîôû", "de": "ßäö", "pt": "ãõç", "it": "ìòù", "pl": "łąęśźżćń", "tr": "ğışİç",
    "vi": "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹăâô", "sv": "åä",
}  # fmt: skip

COMMON: Final = {language: frozenset(words.split()) for language, words in _LISTS.items()}
LETTERS: Final = {language: frozenset(letters) for language, letters in _LETTERS.items()}
ENGLISH: Final = COMMON["en"]


def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    # A word that several languages use says less about each.
    shared = Counter(word for words in COMMON.values() for word in words)
    found: dict[str, list[tuple[str, float]]] = {}
    for language, words in COMMON.items():
        for word in words:
            found.setdefault(word, []).append((language, (0.4 if word in _WEAK else 1.0) / shared[word]))
    return {word: tuple(each) for word, each in found.items()}


WEIGHTS: Final = _weights()
