import type { Language } from '#platform/fields'

/** What the sample's teams are called, and why somebody is away. */
export type TeamWords = { emergencies: string; dayAndNight: string; office: string; training: string; swap: string }

export const TEAM_WORDS: Readonly<Record<Language, TeamWords>> = {
  en: {
    emergencies: 'Emergencies',
    dayAndNight: 'Day and night',
    office: 'Office',
    training: 'Training',
    swap: 'Swapped shifts',
  },
  pt: {
    emergencies: 'Urgências',
    dayAndNight: 'Dia e noite',
    office: 'Escritório',
    training: 'Formação',
    swap: 'Troca de turnos',
  },
  es: {
    emergencies: 'Urgencias',
    dayAndNight: 'Día y noche',
    office: 'Oficina',
    training: 'Curso',
    swap: 'Cambio de turno',
  },
  ca: {
    emergencies: 'Urgències',
    dayAndNight: 'Dia i nit',
    office: 'Oficina',
    training: 'Curs',
    swap: 'Canvi de torn',
  },
  pl: {
    emergencies: 'Awarie',
    dayAndNight: 'Dzień i noc',
    office: 'Biuro',
    training: 'Szkolenie',
    swap: 'Zamiana zmian',
  },
  ru: {
    emergencies: 'Аварийная служба',
    dayAndNight: 'Круглосуточно',
    office: 'Офис',
    training: 'Обучение',
    swap: 'Обмен сменами',
  },
}
