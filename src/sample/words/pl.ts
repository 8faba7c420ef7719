import type { SampleWords } from './words.ts'

export const pl: SampleWords = {
  services: {
    boilerRepair: {
      name: 'Naprawa kotłów',
      description:
        'Naprawa kotłów gazowych i olejowych u klienta. W cenie dojazd, diagnoza i godzina pracy; części płatne osobno.',
      category: 'Ogrzewanie',
      subjects: [
        'Od rana nie ma ogrzewania',
        'Kocioł stuka',
        'Ciepła woda po dwóch minutach robi się zimna',
        'Kocioł pokazuje błąd F28',
        'Co noc spada ciśnienie',
        'Grzejniki na górze są zimne',
      ],
      done: 'Państwa kocioł będzie naprawiony',
      visit: 'Nasz serwisant będzie u Państwa',
      caveats: ['Może być trzeba zamówić część.', 'Potrzebujemy dostępu do przewodu spalinowego.'],
    },
    boilerService: {
      name: 'Roczny przegląd kotła',
      description: 'Kontrola, czyszczenie i sprawdzenie bezpieczeństwa raz w roku, z protokołem dla ubezpieczyciela.',
      category: 'Ogrzewanie',
      subjects: [
        'Proszę o przegląd roczny',
        'Przegląd kotła do protokołu dla właściciela',
        'Przegląd przed zimą',
        'Umowa serwisowa: druga wizyta w roku',
      ],
      done: 'Przegląd Państwa kotła będzie wykonany',
      visit: 'Nasz serwisant przyjedzie na przegląd',
      caveats: ['Ktoś musi być w domu.', 'Podczas mrozów naprawy mają pierwszeństwo.'],
    },
    leak: {
      name: 'Wycieki i pęknięte rury',
      description:
        'Pogotowie hydrauliczne dzień i noc: najpierw zatrzymujemy wodę, a rurę naprawiamy podczas tej samej wizyty.',
      category: 'Hydraulika',
      subjects: [
        'Woda pod zlewem w kuchni',
        'Pękła rura w piwnicy!!',
        'Plama na suficie rośnie',
        'Spłuczka ciągle cieknie',
        'Zatkany odpływ prysznica',
      ],
      done: 'Wyciek będzie usunięty',
      visit: 'Nasz hydraulik będzie u Państwa',
      caveats: ['Jeśli rura biegnie w ścianie, najpierw trzeba ją otworzyć.', 'Korki w centrum.'],
    },
    electrical: {
      name: 'Awarie elektryczne',
      description:
        'Diagnoza i naprawa instalacji, gniazdek, rozdzielnic i oświetlenia przez elektryka z uprawnieniami.',
      category: 'Elektryka',
      subjects: [
        'Bezpiecznik wyskakuje przy włączonym piekarniku',
        'Połowa gniazdek nie działa',
        'Światło na klatce schodowej miga',
        'Zapach spalenizny przy rozdzielnicy',
        'Nowe gniazdko do ładowarki samochodu',
      ],
      done: 'Awaria elektryczna będzie usunięta',
      visit: 'Nasz elektryk będzie u Państwa',
      caveats: ['Na czas pracy trzeba wyłączyć prąd.', 'Stara instalacja może wymagać więcej niż jednej wizyty.'],
    },
    appliance: {
      name: 'Naprawa AGD',
      description: 'Pralki, zmywarki, piekarniki i lodówki wszystkich marek, u klienta albo w naszym warsztacie.',
      category: 'AGD',
      subjects: [
        'Pralka nie wiruje',
        'W zmywarce zostaje woda',
        'Piekarnik nie grzeje',
        'Lodówka ciepła, zamrażarka w porządku',
        'Suszarka staje po dziesięciu minutach',
      ],
      done: 'Państwa sprzęt będzie naprawiony',
      visit: 'Nasz technik będzie u Państwa',
      caveats: [
        'Termin dostawy części od producenta.',
        'Jeśli naprawa się nie opłaca, powiemy o tym przed rozpoczęciem.',
      ],
    },
    fitting: {
      name: 'Łazienki i kuchnie',
      description: 'Od pomiaru do gotowego pomieszczenia: hydraulika, elektryka i glazura jedną ekipą.',
      category: 'Remonty',
      subjects: [
        'Prysznic zamiast wanny',
        'Nowy zlew i podłączenie zmywarki',
        'Cała łazienka, 6 metrów kwadratowych',
        'Wymiana płytek i baterii w pralni',
      ],
      done: 'Państwa remont będzie skończony',
      visit: 'Nasza ekipa zacznie u Państwa pracę',
      caveats: ['Płytki są robione na zamówienie.', 'To, co znajdziemy pod starymi płytkami.'],
    },
  },
  matters: {
    question: {
      subjects: [
        'Ile kosztuje dojazd w weekend?',
        'Czy naprawiają Państwo pompy ciepła?',
        'Czy faktura może być na inne nazwisko?',
      ],
      promise: 'Oddzwonimy z odpowiedzią',
    },
    complaint: {
      subjects: ['Serwisant spóźnił się godzinę', 'Znowu ta sama usterka', 'Faktura wyższa niż uzgodniono'],
      promise: 'Otrzymają Państwo odpowiedź na reklamację',
    },
    return: {
      subjects: ['Termostat nie pasuje, chcę go oddać'],
      promise: 'Pieniądze wrócą na Państwa konto',
    },
    suggestion: {
      subjects: ['Proszę o SMS przed przyjazdem'],
      promise: 'Powiemy, co postanowiliśmy',
    },
  },
  firstReply: 'Damy znać, kiedy możemy przyjechać',
  details: [
    'Od poniedziałku, rano głośniej.',
    'Proszę dzwonić dwa razy, dzwonek jest cichy.',
    'Mamy w domu niemowlę, więc to dość pilne.',
    'Wiosną było to samo; kolega wymienił wtedy zawór.',
  ],
  reasons: [
    'Części nie ma w magazynie i przyjdzie później, niż podał producent.',
    'Nasz serwisant jest chory, a nikt inny nie zna tego modelu.',
    'Pierwszeństwo miała awaria z lejącą się wodą.',
    'Po otwarciu ściany szkody okazały się większe, niż sądziliśmy.',
  ],
  withdrawals: ['Zlecenie zostało przez Państwa odwołane.', 'Właściciel zlecił pracę komuś innemu.'],
  corrections: [
    'Zrobione w terminie; protokół przyszedł z samochodu następnego dnia.',
    'Wpisane późno: w piwnicy nie było zasięgu.',
  ],
  wishes: ['Każdy dzień po siedemnastej.', 'Sobota byłaby dla nas lepsza.'],
  notes: [
    'Zadzwonić przed przyjazdem.',
    'Mieszka za granicą: otwiera najemca.',
    'Pies w ogrodzie.',
    'Faktura na zarządcę.',
  ],
  causes: [
    'Czekamy na część',
    'Klienta nie było w domu',
    'Choroba w zespole',
    'Awaria miała pierwszeństwo',
    'Szkody większe niż sądzono',
  ],
  outcomes: {
    done: 'Naprawione',
    late: 'Naprawione po terminie',
    cancelled: 'Odwołane',
    refused: 'Klient odmówił',
    answered: 'Udzielono odpowiedzi',
  },
  channels: { phone: 'Telefon', email: 'E-mail', website: 'Strona', counter: 'Biuro' },
  priorities: { normal: 'Zwykły', urgent: 'Pilny' },
  areas: ['Północ', 'Południe', 'Wschód', 'Zachód', 'Centrum'],
  women: {
    given: ['Agnieszka', 'Małgorzata', 'Zofia', 'Łucja', 'Katarzyna', 'Żaneta'],
    family: ['Wiśniewska', 'Brzęczyszczykiewicz', 'Kowalczyk-Żółtowska', 'Dąbrowska', 'Wójcik', 'Święcicka'],
  },
  men: {
    given: ['Wojciech', 'Łukasz', 'Michał', 'Grzegorz', 'Stanisław', 'Błażej'],
    family: ['Wiśniewski', 'Szczepański', 'Dąbrowski', 'Źróbek', 'Wójcik', 'Jabłoński'],
  },
  companies: ['Piekarnia Pod Lipą', 'Wspólnota Mieszkaniowa Długa 8', 'Przychodnia Zdrowie sp. z o.o.'],
}
