"""Words for invented interviews: people who look after communities online, in Québec French. Nobody here exists."""

from __future__ import annotations

_FIRST = (
    "Adèle Amélie Anaïs Antoine Benoît Camille Catherine Cédric Chloé Clément Danaé Édouard Élise Éloi Émile Étienne "
    "Fabien Florence Gabrielle Geneviève Hélène Hubert Inès Jérôme Joëlle Julien Karine Laurence Léo Loïc Maëlle "
    "Marguerite Mathilde Maxime Mélanie Noémie Océane Philippe Raphaël Romane Sébastien Solène Thaïs Théo Valérie Zoé"
)

_LAST = (
    "Arsenault Beaulieu Bélanger Boisvert Bouchard Caron Charbonneau Cormier Côté Deschênes Desrosiers Doré Dubé Émond "
    "Fortier Gagné Gauthier Girard Grenier Haché Hébert Jutras Labonté Lachance Landry Lapointe Larivière Lavoie "
    "Leblanc Lemieux Lévesque Marcotte Ménard Michaud Nadeau Ouellette Pelletier Pépin Plourde Poirier Quirion "
    "Rousseau Savoie Séguin St-Onge Théberge Thériault Turcotte Vachon Villeneuve"
)

PLACES = (
    "Rivière-aux-Huards",
    "Sainte-Agathe-des-Vents",
    "Anse-au-Foin",
    "Lac-des-Trois-Frères",
    "Port-Lavoine",
    "Saint-Éloi-sur-Mer",
    "Val-Boréal",
    "Pointe-aux-Goélands",
    "Mont-Sorbier",
    "Baie-du-Moulin",
    "Grande-Batture",
    "Cap-à-l’Orignal",
)

TRADES = (
    ("bibliothèque", "la bibliothèque de {place}", "lecture"),
    ("clinique", "la coopérative de santé de {place}", "santé"),
    ("musée", "le musée maritime de {place}", "patrimoine"),
    ("radio", "la radio communautaire de {place}", "radio"),
    ("ville", "la Ville de {place}", "services municipaux"),
    ("festival", "le festival de contes de {place}", "événements"),
    ("ferme", "la ferme collective de {place}", "agriculture"),
    ("théâtre", "le théâtre d’été de {place}", "arts vivants"),
    ("école", "le centre de formation de {place}", "éducation"),
    ("caisse", "la caisse d’économie de {place}", "finances"),
)

ROLES = (
    "Responsable des communautés en ligne",
    "Gestionnaire de réseaux sociaux",
    "Conseillère en communication numérique",
    "Coordonnateur des contenus",
    "Animatrice de communauté",
    "Rédacteur en chef du site",
)

_TAGS = (
    "accessibilité,accueil,aînés,balado,bénévolat,bilinguisme,calendrier éditorial,campagnes,communauté,coopération,"
    "crise,démocratie,écoute,édition,engagement,équipe réduite,formation,franchise,gouvernance,humour,infolettre,"
    "jeunesse,journalisme,langage clair,logiciel libre,mesure,mentorat,modération,nuit,participation,photographie,"
    "prévention,régions,relations publiques,rumeurs,ruralité,service à l’usager,sobriété numérique,sous-titrage,"
    "télétravail,ton,vidéo,voisinage"
)

FIRST_NAMES = _FIRST.split()
LAST_NAMES = _LAST.split()
TAGS = _TAGS.split(",")

PEOPLE = (
    "la directrice",
    "le concierge",
    "une bénévole de soixante-douze ans",
    "mon prédécesseur",
    "la dame de l’accueil",
    "un membre du conseil",
    "le facteur",
    "ma collègue des finances",
    "un adolescent très poli",
    "la présidente du comité",
    "notre photographe",
    "le monsieur qui écrit en majuscules",
)

THINGS = (
    "un tableur partagé",
    "un cahier à spirale",
    "une boîte de réception commune",
    "un tableau blanc dans le corridor",
    "un minuteur de cuisine",
    "une banque de réponses",
    "une liste de mots interdits",
    "un vieux téléphone à clapet",
    "une enveloppe pleine de cartes postales",
    "un calendrier mural",
    "un classeur vert",
    "une pile de fiches lignées",
)

MOMENTS = (
    "un lundi de janvier",
    "pendant la tempête du siècle",
    "la veille de l’assemblée générale",
    "un soir d’élections",
    "en plein mois d’août",
    "à sept heures moins quart",
    "entre deux réunions",
    "le vendredi avant un long congé",
    "au premier gel",
    "le jour de la panne",
    "pendant la grève des autobus",
    "au retour des vacances",
)

SUBJECTS = (
    "les heures d’ouverture",
    "le stationnement",
    "le prix des billets",
    "la collecte des ordures",
    "la file d’attente",
    "le nouveau logo",
    "les inscriptions",
    "la fermeture du pont",
    "le formulaire bleu",
    "le chat de l’immeuble",
    "l’horaire d’été",
    "la carte de membre",
)

VERBS = (
    "répondre",
    "relire",
    "attendre",
    "demander pardon",
    "téléphoner",
    "tout effacer et recommencer",
    "aller voir sur place",
    "compter jusqu’à dix",
    "poser une question",
    "dire merci",
)

SENTENCES = (
    "Quand je suis arrivé à {org}, il n’y avait qu’une page, trois mots de passe perdus et {thing}.",
    "{Moment}, {person} est entrée dans mon bureau pour me parler de {subject}, et je n’ai rien pu faire d’autre de la journée.",
    "J’ai longtemps cru qu’il fallait {verb}; j’ai compris depuis qu’il vaut mieux {verb2}.",
    "Chez nous, à {place}, tout le monde connaît quelqu’un qui connaît {person}.",
    "La moitié des messages portent sur {subject}, et l’autre moitié aussi, mais autrement.",
    "On reçoit environ {number} messages par jour, le double {moment}.",
    "Je garde tout dans {thing}, que {person} appelle « la mémoire de la maison ».",
    "Ce n’est pas une science exacte, et je le dis franchement à {person}.",
    "Il m’a fallu {number} semaines pour oser {verb} sans demander la permission.",
    "Le truc, c’est de {verb} avant que l’inquiétude s’installe, puis de {verb2} quand même.",
    "{Moment}, une simple phrase sur {subject} a fait plus de bruit que toute notre campagne d’automne.",
    "Personne ne remarque {subject} tant que ça marche; c’est notre plus beau compliment.",
    "J’écris comme je parle au comptoir : court, poli, avec l’heure exacte et le nom de la personne à appeler.",
    "Un membre m’a déjà dit : « Vous, au moins, vous ne faites pas semblant de savoir. » Je l’ai noté dans {thing}.",
    "Avec {number} abonnés de moins que {org} d’à côté, on a deux fois plus de conversations, et elles finissent mieux.",
    "Nous avons essayé {thing} pendant {number} jours, puis {person} a réclamé l’ancien système.",
    "J’ai appris à {verb} le matin et à {verb2} l’après-midi, jamais l’inverse.",
    "On ne publie rien sur {subject} sans que {person} l’ait lu à voix haute.",
    "{Moment}, j’ai compris que les gens ne cherchaient pas une réponse, mais quelqu’un.",
    "Ça m’a coûté {number} heures et un gâteau, mais {person} ne m’en veut plus.",
    "Le plus dur n’est pas de {verb}, c’est de savoir quand s’arrêter.",
    "Pour {subject}, j’ai une règle simple : une seule source, une seule date, et le numéro de téléphone en premier.",
    "Je relis chaque publication comme si {person} allait l’imprimer et l’afficher au dépanneur, parce que c’est déjà arrivé.",
    "À {org}, on a remplacé les communiqués par des lettres, et les lettres par des coups de téléphone.",
    "Je n’ai pas de bureau fixe; j’ai {thing}, une prise de courant et la patience de {person}.",
    "Les statistiques disent que ça plaît; {person} dit que c’est trop long; les deux ont raison.",
    "Quand la colère monte à propos de {subject}, je commence par {verb}, et souvent cela suffit.",
    "J’aurais voulu qu’on m’explique plus tôt que {verb} fait partie du métier autant que {verb2}.",
    "On a fini par en rire, {moment}, autour de {thing} et de {number} sandwichs aux œufs.",
    "Dans une petite équipe, chacun fait un peu de tout; moi, je fais surtout le reste.",
    "Ce que j’aime à {place}, c’est qu’on me corrige à l’épicerie, gentiment, avec les bons chiffres.",
    "Je ne dirais pas que c’était une erreur, je dirais que c’était {number} petites erreurs bien alignées.",
)

ITEMS = (
    "**{Moment}** : {verb}, sans rien promettre",
    "{thing}, que tout le monde peut consulter",
    "la question de {subject}, toujours la même",
    "cinq minutes avec {person}, debout",
    "*{verb}*, puis {verb2}",
    "rien du tout, ce qui est aussi une décision",
    "un mot à {person}, pour ne surprendre personne",
)

QUOTES = (
    "Si c’est vrai, dis-le simplement. Si ce n’est pas sûr, dis-le encore plus simplement.",
    "On ne gère pas une communauté, on la fréquente.",
    "Une bonne réponse arrive à l’heure; une excellente réponse arrive avec un nom.",
    "Personne n’a jamais été rassuré par un paragraphe de huit lignes.",
    "Le silence est une publication comme une autre, mais on la lit plus attentivement.",
)

BRIEFS = (
    "J’écoute, je traduis, je réponds, et je garde une place pour l’imprévu du mardi matin.",
    "Je transforme {number} questions par semaine en réponses que {person} comprendrait du premier coup.",
    "Je tiens la porte ouverte, la liste à jour et le ton juste, dans cet ordre, presque tous les jours.",
    "Je réponds avant que l’inquiétude s’installe, et je dis merci après.",
)

READINGS = (
    ("Écrire pour être lu debout", "fr"),
    ("La salle d’attente, petite histoire d’un lieu public", "fr"),
    ("Ten habits of patient community managers", "en"),
    ("Le langage clair, mode d’emploi", "fr"),
    ("Rumours travel on foot: talk in small towns", "en"),
    ("Tenir maison en ligne", "fr"),
    ("Modérer sans se fâcher", "fr"),
    ("What the front desk knows", "en"),
    ("Compter autrement : manuel de mesure sobre", "fr"),
    ("Le ton juste, quinze exercices", "fr"),
)
