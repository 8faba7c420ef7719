import type { StarterWords } from './starter-words.ts'

export const pl: StarterWords = {
  channels: {
    email: ['mejl', 'poczta', 'poczta elektroniczna'],
    social: ['media społecznościowe', 'social media'],
  },
  norms: {
    repeated_question: ['Pierwsza odpowiedź na częste pytania', 'Odpowiemy na Państwa pytanie.'],
    email: ['Pierwsza odpowiedź na e-maile', 'Odpowiemy na Państwa e-mail.'],
    social_complaint: [
      'Pierwsza odpowiedź na skargi w mediach społecznościowych',
      'Zajmiemy się Państwa skargą i odpowiemy na nią.',
    ],
    order_status: ['Stan zamówienia', 'Powiemy Państwu, na jakim etapie jest zamówienie.'],
    booking_confirmation: ['Rezerwacja potwierdzona', 'Potwierdzimy Państwa rezerwację.'],
    promotion: [
      'Promocje zapowiadane z wyprzedzeniem',
      'Nasi klienci dowiadują się o tej promocji, zanim się zacznie.',
    ],
    whole_service: ['Cała usługa', 'To, o co nas Państwo poprosili, zostanie zrobione.'],
    review_request: ['Pytanie, jak poszło', 'Pytamy klienta, jak poszło.'],
    went_as_promised: ['Pytanie, czy poszło zgodnie z obietnicą', 'Pytamy klienta, czy poszło zgodnie z obietnicą.'],
    return: ['Zwroty rozliczone', 'Państwa zwrot zostanie rozliczony.'],
    product_news: ['Nowości w naszej ofercie', 'Nasi klienci dowiadują się, co u nas nowego.'],
    next_reply: ['Odpowiedź na każdą kolejną wiadomość', 'Odpowiemy na Państwa wiadomość.'],
    callback: ['Oddzwanianie po nieodebranych połączeniach', 'Oddzwonimy do Państwa.'],
  },
  industries: {
    repair: {
      order_status: ['Stan zamówionej części', 'Powiemy Państwu, na jakim etapie jest część do naprawy.'],
      booking_confirmation: ['Termin naprawy potwierdzony', 'Potwierdzimy termin Państwa naprawy.'],
      whole_service: ['Cała naprawa', 'Państwa naprawa zostanie ukończona.'],
      review_request: ['Pytanie, jak poszła naprawa', 'Pytamy klienta, jak poszła naprawa.'],
      return: ['Naprawy oddane z powrotem', 'To, co nam Państwo oddali, poprawimy albo zwrócimy pieniądze.'],
    },
    field_service: {
      order_status: ['Stan materiałów', 'Powiemy Państwu, na jakim etapie są materiały do zlecenia.'],
      booking_confirmation: ['Wizyta potwierdzona', 'Potwierdzimy, kiedy przyjedzie nasz technik.'],
      whole_service: ['Całe zlecenie u klienta', 'Prace u Państwa zostaną ukończone.'],
      review_request: ['Pytanie, jak przebiegła wizyta', 'Pytamy klienta, jak przebiegła wizyta.'],
    },
    agency: {
      order_status: ['Stan projektu', 'Powiemy Państwu, na jakim etapie jest projekt.'],
      booking_confirmation: ['Spotkanie potwierdzone', 'Potwierdzimy nasze spotkanie.'],
      whole_service: ['Cały projekt', 'Państwa projekt zostanie oddany.'],
      review_request: ['Pytanie, jak poszedł projekt', 'Pytamy klienta, jak poszedł projekt.'],
      return: ['Poprawki naniesione', 'To, co nam Państwo odesłali, zostanie poprawione.'],
    },
    clinic: {
      order_status: ['Stan wyników', 'Powiemy Państwu, na jakim etapie są wyniki.'],
      booking_confirmation: ['Wizyta lekarska potwierdzona', 'Potwierdzimy Państwa wizytę.'],
      promotion: [
        'Akcje zdrowotne zapowiadane z wyprzedzeniem',
        'Nasi pacjenci dowiadują się o tej akcji, zanim się zacznie.',
      ],
      whole_service: ['Od zgłoszenia do wizyty', 'Państwa wizyta się odbędzie.'],
      review_request: ['Pytanie, jak przebiegła wizyta', 'Pytamy pacjenta, jak przebiegła wizyta.'],
      return: ['Rachunki skorygowane', 'Państwa rachunek zostanie sprawdzony i, jeśli to zasadne, zwrócimy pieniądze.'],
      product_news: ['Nowości w przychodni', 'Nasi pacjenci dowiadują się, co nowego w przychodni.'],
    },
    it_provider: {
      order_status: ['Stan zamówionego sprzętu', 'Powiemy Państwu, na jakim etapie jest zamówiony sprzęt.'],
      booking_confirmation: ['Sesja potwierdzona', 'Potwierdzimy termin naszej sesji.'],
      whole_service: ['Całe rozwiązanie', 'Państwa problem zostanie rozwiązany.'],
      review_request: ['Pytanie, czy działa', 'Pytamy klienta, czy wszystko działa.'],
      return: ['Zwroty sprzętu', 'Zwrot Państwa sprzętu zostanie rozliczony.'],
      product_news: ['Nowości w naszych systemach', 'Nasi klienci dowiadują się, co nowego w naszych systemach.'],
    },
    shop: {
      booking_confirmation: ['Odłożenie towaru potwierdzone', 'Potwierdzimy, że odłożyliśmy dla Państwa towar.'],
      whole_service: ['Od zamówienia do dostawy', 'Państwa zamówienie do Państwa dotrze.'],
      review_request: ['Pytanie o zakup', 'Pytamy klienta, czy jest zadowolony z zakupu.'],
      return: ['Zwroty wypłacone', 'Sprawdzimy Państwa zwrot i oddamy pieniądze.'],
      product_news: ['Nowe produkty', 'Nasi klienci dowiadują się, jakie produkty są nowe.'],
    },
  },
}
