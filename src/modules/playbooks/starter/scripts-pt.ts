import type { StarterScripts } from './script-words.ts'

export const pt: StarterScripts = {
  answer_received: [
    'Estamos a ver',
    null,
    'Olá, {{customer}}:\n\nobrigado pela sua mensagem sobre «{{subject}}». Estou a ver o assunto. Tem notícias minhas {{by}}.\n\nCumprimentos,\n{{owner}}, {{firm}}',
  ],
  answer_done: [
    'Está feito',
    null,
    'Olá, {{customer}}:\n\n«{{subject}}» está feito. Se alguma coisa não estiver como devia, basta responder a esta mensagem.\n\nCumprimentos,\n{{owner}}, {{firm}}',
  ],
  answer_complaint: [
    'Resposta a uma reclamação',
    null,
    'Olá, {{customer}}:\n\nobrigado por nos dizer. Li o que aconteceu com «{{subject}}» e peço desculpa. Quero saber o que correu mal antes de dizer mais. Tem notícias minhas {{by}}.\n\n{{owner}}, {{firm}}',
  ],
  delay: [
    'A data muda',
    'Nova data para «{{subject}}»',
    'Olá, {{customer}}:\n\nnão conseguimos cumprir a data que lhe prometemos: {{old_date}}.\n\n{{reason}}\n\nA nova data é {{new_date}}. Convém-lhe? Pode aceitá-la ou pedir outra hora aqui: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  delay_sorry: [
    'A data muda, com desculpas',
    'Estamos atrasados com «{{subject}}»',
    'Olá, {{customer}}:\n\nprometemos-lhe {{old_date}} e não vamos conseguir. Peço desculpa: sei que contava com isso.\n\n{{reason}}\n\nO que podemos fazer é {{new_date}}. Se não lhe convier, diga-me e procuramos juntos outra hora: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  holding: [
    'Ainda sem novidades',
    'Ponto da situação de «{{subject}}»',
    'Olá, {{customer}}:\n\nestamos a tratar de «{{subject}}». Ainda não há novidades. Mantém-se o que prometemos: {{promise}} {{by}}.\n\n{{firm}}',
  ],
  holding_warm: [
    'Ainda sem novidades, próximo',
    'Não esquecemos «{{subject}}»',
    'Olá, {{customer}}:\n\nnão nos esquecemos de si. Ainda não há novidades sobre «{{subject}}», mas não devia ter de perguntar. Mantém-se o que prometemos: {{promise}} {{by}}.\n\nCumprimentos,\n{{firm}}',
  ],
  remedy: [
    'Como compensamos',
    'Como compensamos «{{subject}}»',
    'Olá, {{customer}}:\n\nnão cumprimos a palavra em «{{subject}}» e queremos compensar.\n\n{{remedy}}\n\nNão precisa de fazer nada.\n\n{{owner}}, {{firm}}',
  ],
  remedy_formal: [
    'Como compensamos, formal',
    'O seu pedido {{reference}}',
    'Exmo.(a) Sr.(a) {{customer}},\n\nreferimo-nos ao seu pedido {{reference}}, «{{subject}}». Não cumprimos a data acordada, pelo que apresentamos as nossas desculpas.\n\n{{remedy}}\n\nCom os melhores cumprimentos,\n{{owner}}\n{{firm}}',
  ],
  beyond: [
    'Um pouco mais do que o prometido',
    'Algo mais em «{{subject}}»',
    'Olá, {{customer}}:\n\nao tratar de «{{subject}}», fizemos um pouco mais do que tínhamos prometido.\n\n{{remedy}}\n\nNão lhe custa nada. Esperamos que ajude.\n\n{{owner}}, {{firm}}',
  ],
  follow_up: [
    'Está tudo bem?',
    'Está tudo bem com «{{subject}}»?',
    'Olá, {{customer}}:\n\n«{{subject}}» está feito da nossa parte. Ficou tudo como queria? Se não, basta responder: lê-o uma pessoa.\n\n{{firm}}',
  ],
  phone_delay: [
    'Chamada: a data muda',
    null,
    'Bom dia, {{customer}}, fala {{owner}}, de {{firm}}. Ligo por causa de «{{subject}}». Prometemos-lhe {{old_date}} e não conseguimos cumprir. {{reason}} Posso propor-lhe {{new_date}}. Convém-lhe?',
  ],
  phone_callback: [
    'Chamada: devolver a chamada',
    null,
    'Bom dia, {{customer}}, fala {{owner}}, de {{firm}}. Tentou falar connosco e estou a devolver a chamada. Em que posso ajudar?',
  ],
  portal_received: [
    'Página: já li',
    null,
    'Obrigado, {{customer}}. Li a sua mensagem e estou a ver o assunto. Tem notícias minhas {{by}}.\n\n{{owner}}',
  ],
  portal_done: [
    'Página: está feito',
    null,
    'Está feito, {{customer}}. Obrigado pela paciência. Se alguma coisa não estiver como devia, escreva-me aqui.\n\n{{owner}}',
  ],
  cannot: [
    'Não fazemos isto',
    null,
    'Olá, {{customer}}:\n\nobrigado por nos perguntar. Não fazemos isto, e prefiro dizê-lo já a fazer-lhe perder tempo.\n\nCumprimentos,\n{{owner}}, {{firm}}',
  ],
}
